import { launch, type ElementHandle, type Page } from 'puppeteer-core';
import { firefox } from '../../../scripts/browsers.mjs';
import { scratch } from '../../support/folders';
import { fileField, locate, wanted } from '../in-page';
import type { Browser, Tab } from './driver';
import { arrival, until } from './patience';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** The system's Firefox, headless, over WebDriver BiDi. */
export async function openFirefox(preferences: Preferences = {}): Promise<Browser> {
  const executablePath = firefox();
  if (!executablePath) throw new Error('There is no Firefox here: apt install firefox-esr.');
  const downloads = scratch('firefox-downloads');
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      ...preferences,
    },
  });
  const errors: string[] = [];
  return {
    version: await browser.version(),
    choosesFolders: false,
    async newTab() {
      const page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      return tabOf(page, downloads);
    },
    errors,
    close: () => browser.close(),
  };
}

/**
 * Waits until the page has its engine, or says that it cannot open. Once in some twenty starts on a
 * busy machine the workers of Firefox 153 never run: all its threads lie still, those of its own as
 * well. The page is then loaded again, and that is said.
 */
async function awake(page: Page): Promise<void> {
  const told = (): boolean =>
    document.querySelector('[role=alert]') !== null ||
    /^(WASM|No engine)$/m.test(document.body.innerText);
  for (let attempt = 0; attempt < 3; attempt++) {
    const ready = page.waitForFunction(told, { polling: 100, timeout: 20_000 });
    if (
      await ready.then(
        () => true,
        () => false,
      )
    )
      return;
    console.log('Firefox: no worker has started within 20 s; the page is loaded again.');
    await page.reload();
  }
}

const tabOf = (page: Page, downloads: string): Tab => ({
  async goto(address) {
    await page.goto(address);
    await awake(page);
  },
  async reload() {
    await page.reload();
    await awake(page);
  },
  evaluate: <R, G>(work: (given: G) => R | Promise<R>, given?: G) =>
    page.evaluate(work as (given: unknown) => R | Promise<R>, given) as Promise<R>,
  async press(role, name) {
    await until(`a ${role} "${String(name)}"`, async () => {
      const element = (await page.evaluateHandle(locate, wanted(role, name))).asElement();
      if (!element) return null;
      await (element as ElementHandle<HTMLElement>).click();
      return true;
    });
  },
  async choose(button, paths) {
    const field = await until(`a field for files at "${button}"`, async () =>
      (await page.evaluateHandle(fileField, button)).asElement(),
    );
    await (field as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  },
  resize: (width, height) => page.setViewport({ width, height }),
  screenshot: async (path) => void (await page.screenshot({ path: path as `${string}.png` })),
  download: (press) => arrival(downloads, press),
  close: () => page.close(),
});
