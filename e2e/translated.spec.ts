import type { Page } from '@playwright/test';
import { smallRun, step, trained, trainOnMade } from './support/training';
import { expect, test } from './support/studio';

/**
 * What the translation built into browsers does to a page: each text node is replaced by <font>
 * elements that hold another text, now and whenever the page changes. Names that are not to be
 * translated are left alone.
 */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const foreign = (node: Node): void => {
      const parent = node.parentElement;
      const text = node.nodeValue ?? '';
      if (
        !parent ||
        text.trim() === '' ||
        parent.closest('font, script, style, [translate="no"]')
      ) {
        return;
      }
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = text.replace(/[a-z]{3,}/gi, (word) => `${word}o`);
      outer.append(inner);
      node.parentNode?.replaceChild(outer, node);
    };
    const all = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Node[] = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      found.forEach(foreign);
    };
    document.documentElement.lang = 'eo';
    all(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === 'characterData') foreign(change.target);
        for (const node of change.addedNodes) {
          if (node instanceof Text) foreign(node);
          else if (node instanceof Element && node.tagName !== 'FONT') all(node);
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

/** Every text of the status line, the figures and the curves that is a number. */
const figures = (page: Page): Promise<string[]> =>
  page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('span, dd, b')]
      .filter((element) => element.querySelector('span, b, button') === null)
      .map((element) => element.textContent ?? '')
      .filter((text) => /\d/.test(text)),
  );

test('a translated page goes on: figures change, rooms open, nothing is thrown [PAGE12]', async ({
  page,
}) => {
  await trainOnMade(page, smallRun({ epochs: 400, sampleEvery: 5 }));
  await trained(page, 4);
  await translate(page);
  const main = page.locator('main');
  await expect(main.getByText('Runningo', { exact: true })).toBeVisible();
  const name = await page.getByRole('heading', { level: 1 }).textContent();

  const shown = (): Promise<number> =>
    main.innerText().then((text) => Number(/stepo\s+([\d,]+)/i.exec(text)?.[1]?.replace(/,/g, '')));
  const before = { step: await shown(), figures: await figures(page) };
  await expect.poll(shown, { timeout: 60_000 }).toBeGreaterThan(before.step + 20);
  await expect
    .poll(
      async () => (await figures(page)).filter((text) => !before.figures.includes(text)).length,
      {
        timeout: 60_000,
      },
    )
    .toBeGreaterThan(5);

  // What comes and goes: states, notices, dialogs, rooms.
  await page.keyboard.press(' ');
  await expect(main.getByText('Pausedo', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press(' ');
  await expect(main.getByText('Runningo', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Settingso', exact: true }).click();
  await page.keyboard.press('Escape');
  for (const key of ['1', '3', '2', '3']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  }
  await expect(
    main.getByText(name ?? '', { exact: true }),
    'a name is not translated',
  ).toBeVisible();
  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'Stopo' }).click();
  await expect(main.getByText('Stoppedo', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(main.getByText(/Stoppedo aftero/)).toBeVisible();
  await page.getByRole('button', { name: 'Newo runo', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Traino', exact: true })).toBeVisible();
  expect(await step(page)).toBe(0);
});
