import { spawn } from 'node:child_process';
import { chromium } from 'playwright';
import { chromiumLaunch } from '../chromium.mjs';

/** How long a browser may take to start, in milliseconds. */
const START_MS = 60_000;

/**
 * A real Chromium on a profile that outlives it, as a child of this process.
 * @param {string} profile folder, made where it is missing
 * @returns {Promise<{page: import('playwright').Page, kill: () => Promise<void>,
 *   close: () => Promise<void>}>} `kill` ends the browser's process at once, as a crash of the
 *   machine would, and resolves when it is gone.
 */
export async function openBrowser(profile) {
  const { executablePath, args } = chromiumLaunch();
  const child = spawn(
    executablePath ?? chromium.executablePath(),
    [
      ...args,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--hide-crash-restore-bubble',
      '--window-size=1280,800',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const browser = await chromium.connectOverCDP(await address(child));
  const context = browser.contexts()[0];
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
      endRest(child.pid);
      await browser.close().catch(() => undefined);
    },
    close: async () => {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

/** Where the browser can be spoken to; it says so on its error output. */
function address(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Chromium did not start:\n${said}`)), START_MS);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended (${code}):\n${said}`)));
    child.stderr.on('data', (data) => {
      // What it says later has to be read too, or it would wait for a reader.
      if (said.length < 10_000) said += data;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]);
    });
  });
}

/** Renderers and the like, in the browser's own process group, end by themselves; without waiting
 *  for that, none of them can hold the profile. */
function endRest(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them are gone.
  }
}
