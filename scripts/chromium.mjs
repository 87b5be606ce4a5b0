import { existsSync } from 'node:fs';

/** Where Debian and its kin put Chromium; elsewhere Playwright's own download is used. */
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Launch options for a headless Chromium with WebGPU, on a real or a software adapter.
 * @returns {{executablePath?: string, args: string[]}} for Playwright's `launch`.
 */
export function chromiumLaunch() {
  const executablePath = process.env.CHROMIUM_PATH ?? system.find((path) => existsSync(path));
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
