import { expect, test as base, type Page } from '@playwright/test';

/**
 * The page, on an engine that it opens at once. On `./` a fresh browser measures two engines against each
 * other, on an emulated card for nine seconds of a core, which the first visit of a person has to show and
 * others need not.
 */
export const START = './#engine=wasm';

interface Watch {
  /** What the Content-Security-Policy refused in any page or worker; a test that provokes it takes
   *  it out. */
  readonly refused: string[];
  readonly watched: void;
}

/** Browsers write what a page's policy refused to its console; in a worker this has to. */
function tellRefusals(): void {
  addEventListener('securitypolicyviolation', (event) =>
    console.error(`Content Security Policy: ${event.effectiveDirective} ${event.blockedURI}`),
  );
}

/**
 * Every test runs with all of the page's requests recorded: one that leaves the page's origin fails
 * it, and so do an error that nobody caught and anything that the page's policy had to refuse.
 * [PAGE1] [SAFE3]
 */
export const test = base.extend<Watch>({
  refused: async ({}, use) => use([]),
  watched: [
    async ({ context, baseURL, refused }, use) => {
      const strangers: string[] = [];
      const errors: string[] = [];
      const origin = new URL(baseURL ?? 'http://localhost').origin;
      context.on('request', (request) => {
        const url = new URL(request.url());
        const local = url.protocol === 'blob:' || url.protocol === 'data:';
        if (!local && url.origin !== origin) strangers.push(request.url());
      });
      // Refused before it left: that is told below.
      context.on('requestfailed', (request) => {
        const at = strangers.indexOf(request.url());
        if (at >= 0 && request.failure()?.errorText === 'csp') strangers.splice(at, 1);
      });
      context.on('weberror', (error) => errors.push(String(error.error())));
      const watchWorkers = (page: Page): void => {
        page.on('worker', (worker) => void worker.evaluate(tellRefusals).catch(() => undefined));
      };
      context.pages().forEach(watchWorkers);
      context.on('page', watchWorkers);
      context.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy/.test(message.text())) {
          refused.push(message.text());
        }
      });
      await use();
      expect(strangers, 'requests to another origin').toEqual([]);
      expect(errors, 'errors nobody caught').toEqual([]);
      expect(refused, 'refused by the policy').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Drops real files or folders on the page, through the browser's own drag machinery. */
export async function dropPaths(page: Page, paths: string[]): Promise<void> {
  // Before the studio has started there is nothing to take a drop.
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.getByRole('img', { name: 'Opening the studio' })).toBeHidden();
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 200, y: 400, data });
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
