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

const tabOf = (page: Page, downloads: string): Tab => ({
  goto: async (address) => void (await page.goto(address)),
  reload: async () => void (await page.reload()),
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
