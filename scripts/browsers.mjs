import { existsSync } from 'node:fs';
import { chromiumLaunch } from './chromium.mjs';

/** Where Debian's packages put what a browser needs. */
const first = (...paths) => paths.find((path) => path && existsSync(path));

/** WebKitGTK: its driver, the small browser that it drives, and a screen for its windows. */
export function webkitGtk() {
  const driver = first('/usr/bin/WebKitWebDriver');
  const browser = first(
    ...['x86_64', 'aarch64'].map(
      (processor) => `/usr/lib/${processor}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
    ),
  );
  const screen = first('/usr/bin/Xvfb');
  return driver && browser && screen ? { driver, browser, screen } : null;
}

/** Firefox as its makers' package installs it; FIREFOX_PATH names any other. */
export const firefox = () => first(process.env.FIREFOX_PATH, '/usr/bin/firefox-esr') ?? null;

/**
 * The browsers that the studio is tested in, and how to get the ones that are missing. Continuous
 * integration demands those that Debian has; Playwright's own are taken where they are installed.
 * @returns {Promise<{name: string, found: boolean, demanded: boolean, get: string}[]>}
 */
export async function testedBrowsers() {
  const playwright = await import('playwright');
  const own = (name) => existsSync(playwright[name].executablePath());
  const ci = Boolean(process.env.CI);
  return [
    {
      name: 'chromium',
      found: Boolean(chromiumLaunch().executablePath) || own('chromium'),
      demanded: true,
      get: 'npx playwright install chromium',
    },
    {
      name: 'firefox-esr',
      found: firefox() !== null,
      demanded: ci,
      get: 'Debian: apt install firefox-esr; elsewhere set FIREFOX_PATH to a Firefox',
    },
    {
      name: 'webkitgtk',
      found: webkitGtk() !== null,
      demanded: ci,
      get: 'Debian: apt install webkit2gtk-driver xvfb',
    },
    {
      name: 'playwright-firefox',
      found: own('firefox'),
      demanded: false,
      get: 'npx playwright install firefox',
    },
    {
      name: 'playwright-webkit',
      found: own('webkit'),
      demanded: false,
      get: 'npx playwright install webkit',
    },
  ];
}
