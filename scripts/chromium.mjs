import { existsSync } from 'node:fs';

/** Where Debian and its kin put Chromium; elsewhere Playwright's own download is used. */
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * What tests ask of Dawn to do without. SwiftShader compiles the extension as a store of its own for each
 * number of a workgroup's memory, tens of thousands in a kernel; what Dawn writes in its place is a loop,
 * and the memory is zero all the same.
 */
export const DAWN_WITHOUT = 'use_vulkan_zero_initialize_workgroup_memory_extension';

/**
 * The page is put together by the emulated card too, where WebGPU draws on a canvas: with one half of it
 * Chromium loses its devices at the first frame. A test that looks at such a canvas asks for it.
 */
const DRAWN = ['--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-angle=swiftshader'];

/**
 * Launch options for a headless Chromium with WebGPU, on a real or a software adapter.
 * @param {{ timed?: boolean, drawn?: boolean }} what whether speed is measured in it: it compiles as people's does then;
 *   whether canvases that WebGPU draws on are looked at, always on the emulated card.
 * @returns {{executablePath?: string, args: string[]}} for Playwright's `launch`.
 */
export function chromiumLaunch({ timed = false, drawn = false } = {}) {
  const executablePath = process.env.CHROMIUM_PATH ?? system.find((path) => existsSync(path));
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      ...(timed ? [] : [`--disable-dawn-features=${DAWN_WITHOUT}`]),
      ...(drawn ? DRAWN : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
