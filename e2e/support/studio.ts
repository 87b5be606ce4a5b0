import { expect, test as base, type Page } from '@playwright/test';

/**
 * Every test runs with all of the page's requests recorded: one that leaves the page's origin fails
 * it, and so does an error that nobody caught. [PAGE1]
 */
export const test = base.extend<{ watched: void }>({
  watched: [
    async ({ page, context, baseURL }, use) => {
      const strangers: string[] = [];
      const errors: string[] = [];
      const origin = new URL(baseURL ?? 'http://localhost').origin;
      context.on('request', (request) => {
        const url = new URL(request.url());
        const local = url.protocol === 'blob:' || url.protocol === 'data:';
        if (!local && url.origin !== origin) strangers.push(request.url());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
      await use();
      expect(strangers, 'requests to another origin').toEqual([]);
      expect(errors, 'errors nobody caught').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Drops real files or folders on the page, through the browser's own drag machinery. */
export async function dropPaths(page: Page, paths: string[]): Promise<void> {
  // Before the studio has started there is nothing to take a drop.
  await expect(page.getByRole('navigation').first()).toBeVisible();
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  }
  await client.detach();
}

export const pictures = (count: number): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? 'picture' : 'pictures'} ready`;

/** Fills settings by their labels; texts for fields, option labels for selects. */
export async function fillSettings(
  page: Page,
  settings: Readonly<Record<string, string | number>>,
): Promise<void> {
  const all = page.getByRole('button', { name: 'All settings' });
  if ((await all.getAttribute('aria-expanded')) === 'false') await all.click();
  for (const [label, value] of Object.entries(settings)) {
    const field = page.getByLabel(label, { exact: true });
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'SELECT') await field.selectOption({ label: String(value) });
    else {
      await field.fill(String(value));
      await field.press('Tab');
    }
  }
}
