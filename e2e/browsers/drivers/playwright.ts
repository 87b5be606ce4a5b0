import { join } from 'node:path';
import { chromium, firefox, webkit, type Page } from '@playwright/test';
import { chromiumLaunch } from '../../../scripts/chromium.mjs';
import { scratch } from '../../support/folders';
import { PATIENCE, type Browser, type Tab } from './driver';

const starts = {
  chromium: () => chromium.launch(chromiumLaunch()),
  firefox: () => firefox.launch(),
  webkit: () => webkit.launch(),
};

/** Chromium, or one of the browsers that Playwright builds itself. */
export async function openPlaywright(kind: keyof typeof starts): Promise<Browser> {
  const browser = await starts[kind]();
  const context = await browser.newContext({ acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  return {
    version: `${kind}/${browser.version()}`,
    choosesFolders: true,
    newTab: async () => tabOf(await context.newPage()),
    errors,
    close: () => browser.close(),
  };
}

const tabOf = (page: Page): Tab => ({
  goto: async (address) => void (await page.goto(address)),
  reload: async () => void (await page.reload()),
  evaluate: <R, G>(work: (given: G) => R | Promise<R>, given?: G) =>
    page.evaluate(work as (given: unknown) => R | Promise<R>, given),
  press: (role, name) =>
    page
      .getByRole(role, { name, exact: typeof name === 'string' })
      .first()
      .click(),
  async choose(button, paths) {
    const coming = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button, exact: true }).click();
    await (await coming).setFiles([...paths]);
  },
  resize: (width, height) => page.setViewportSize({ width, height }),
  screenshot: async (path) => void (await page.screenshot({ path })),
  async download(press) {
    const coming = page.waitForEvent('download');
    await press();
    const file = await coming;
    const path = join(scratch('download'), file.suggestedFilename());
    await file.saveAs(path);
    return path;
  },
  close: () => page.close(),
});
