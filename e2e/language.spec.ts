import type { Page } from '@playwright/test';
import { en } from '../src/words/en';
import { strange } from '../src/words/pseudo';
import { faults } from './support/layout';
import { expect, test } from './support/studio';
import { smallRun } from './support/training';

/**
 * The studio in a language of tests, in which every text of the catalogue is accented and longer by
 * some 40 %: what is seen bare was not taken from the catalogue, and what is cut off would be so in
 * other languages.
 */

/** Names that no language translates: of the studio, of engines, adapters and formats. */
const NAMES =
  /\b(Atelier|WebGPU|WebGL|WASM|CPU|compiled|SwiftShader|TensorFlow|js|threads?|SIMD|ZIP|NVIDIA|Google|Vulkan)\b/g;

/** Letters of no accent in what is read or heard, and where they stand. Names that people gave are
 *  taken out first: they stand by themselves in elements that are not to be translated. */
const bare = (page: Page, names: string): Promise<string[]> =>
  page.evaluate((pattern) => {
    const allowed = new RegExp(pattern, 'g');
    const given = [...document.querySelectorAll('[translate="no"]')]
      .map((element) => (element instanceof HTMLInputElement ? element.value : element.textContent))
      .filter((name) => name !== null && name.trim() !== '')
      .sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0));
    const found = new Set<string>();
    const look = (where: string, text: string | null): void => {
      let rest = text ?? '';
      for (const name of given) rest = rest.replaceAll(name ?? '', '');
      if (/[a-z]{2,}/i.test(rest.replaceAll(allowed, ''))) found.add(`${where}: ${text}`);
    };
    look('title', document.title);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, nodeValue } = walker.currentNode;
      if (parent?.closest('script, style, [translate="no"]')) continue;
      look(parent?.tagName.toLowerCase() ?? '', nodeValue);
    }
    const spoken = ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'];
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of spoken) look(name, element.getAttribute(name));
    }
    return [...found];
  }, names);

/** Texts that are cut off where they stand, other than names that people gave. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const own = [...element.childNodes].some(
        (node) => node instanceof Text && node.data.trim() !== '',
      );
      // What only screen readers get is one pixel large.
      if (!own || element.clientWidth < 4 || element.closest('[translate="no"]')) continue;
      const { overflowX, overflowY } = getComputedStyle(element);
      const over =
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
      if (over) found.push(`${element.tagName} "${element.textContent?.slice(0, 40)}"`);
    }
    return found;
  });

async function expectTranslated(page: Page, where: string): Promise<void> {
  await expect
    .poll(async () => [...(await bare(page, NAMES.source)), ...(await faults(page))], {
      message: where,
      timeout: 15_000,
    })
    .toEqual([]);
  expect(await cut(page), `cut off in ${where}`).toEqual([]);
}

const button = (page: Page, text: string) =>
  page.getByRole('button', { name: strange(text), exact: true });
const go = (page: Page, room: 'pictures' | 'train' | 'runs'): Promise<void> =>
  page.getByRole('link', { name: strange(en.frame.rooms[room]), exact: true }).click();

test('in another language a studio without pictures has no bare sentence, and fits 360 px [WORD2]', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(smallRun({ epochs: 3, sampleEvery: 1 }).replace('./', './?language=pseudo'));
  await expect(button(page, en.pictures.choose.samples)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB-x-pseudo');
  await expectTranslated(page, 'Pictures, empty');
  await go(page, 'runs');
  await expectTranslated(page, 'Runs, empty');
  await button(page, en.runs.myWork).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'What happens to my work');
  await page.keyboard.press('Escape');
  // Its button has no room at this width.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'Shortcuts');
  await page.keyboard.press('Escape');
});
