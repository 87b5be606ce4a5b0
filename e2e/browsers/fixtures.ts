import { test as base, expect } from '@playwright/test';
import type { Browser, Tab } from './drivers/driver';
import { OPENERS, type BrowserName } from './drivers/open';

interface Fixtures {
  /** The browser of this project. */
  readonly tested: BrowserName;
  /** Opens it, or another, with an empty profile; it is closed after the test. Where the test fails, a picture
   *  of every tab is kept; an error that nobody caught fails it. */
  readonly open: (opener?: () => Promise<Browser>) => Promise<Browser>;
}

export const test = base.extend<Fixtures>({
  tested: ['chromium', { option: true }],
  open: async ({ tested, baseURL }, use, info) => {
    const browsers: Browser[] = [];
    const tabs: Tab[] = [];
    await use(async (opener = OPENERS[tested]) => {
      const browser = await opener();
      browsers.push(browser);
      return {
        ...browser,
        async newTab() {
          const tab = await browser.newTab();
          tabs.push(tab);
          return { ...tab, goto: (address) => tab.goto(new URL(address, baseURL).href) };
        },
      };
    });
    if (info.status !== info.expectedStatus) {
      for (const [i, tab] of tabs.entries()) {
        const path = info.outputPath(`${tested}-tab-${i + 1}.png`);
        await tab.screenshot(path).catch(() => undefined);
        console.log(`${tested}: what tab ${i + 1} showed: ${path}`);
      }
    }
    for (const browser of browsers) await browser.close();
    expect(
      browsers.flatMap(({ errors }) => errors),
      'errors nobody caught',
    ).toEqual([]);
  },
});

export { expect };
