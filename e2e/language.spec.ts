import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../src/words/en';
import { explore } from '../src/words/en/explore';
import { strange } from '../src/words/pseudo';
import { landscape, scratch } from './support/folders';
import { faults } from './support/layout';
import { dropPaths, expect, test } from './support/studio';
import { smallRun } from './support/training';

/**
 * The studio in a language of tests, in which every text of the catalogue is accented and longer by
 * some 40 %: what is seen bare was not taken from the catalogue, and what is cut off would be so in
 * other languages.
 */

/** Names of this test's files. */
const FILES = /[\d/]*\.(png|txt)/.source;
/** Names that no language translates: of the studio, of engines, adapters and formats. `centre` is a
 *  crop's code, which the language of tests takes for a name that was filled in. */
const NAMES =
  /\b(centre|Atelier|WebGPU|WebGL|WASM|CPU|compiled|SwiftShader|TensorFlow|js|ZIP|NVIDIA|Google|Vulkan)\b/g;

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
    .poll(
      async () => [...(await bare(page, `${FILES}|${NAMES.source}`)), ...(await faults(page))],
      {
        message: where,
        timeout: 15_000,
      },
    )
    .toEqual([]);
  expect(await cut(page), `cut off in ${where}`).toEqual([]);
}

const button = (page: Page, text: string) =>
  page.getByRole('button', { name: strange(text), exact: true });
const go = (page: Page, room: keyof typeof en.frame.rooms): Promise<void> =>
  page.getByRole('link', { name: strange(en.frame.rooms[room]), exact: true }).click();

test('in another language no room has a bare sentence, or breaks at 360 px [WORD2] @core', async ({
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
  await go(page, 'train');
  await expectTranslated(page, 'Train, empty');
  // Its button has no room at this width.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'Shortcuts');
  await page.keyboard.press('Escape');

  // A file that is no picture is refused, with its reason; a drop of nothing but such is an error.
  const top = join(scratch('language'), '12');
  mkdirSync(top);
  writeFileSync(join(top, '1.txt'), 'no picture');
  await dropPaths(page, [top]);
  await expect(page.getByRole('alert')).toBeVisible();
  await expectTranslated(page, 'an error');
  for (let i = 0; i < 70; i++) writeFileSync(join(top, `${i}.png`), landscape(i, 16));
  await dropPaths(page, [top]);
  await expect(page.getByText(strange(en.pictures.set.ready(70)))).toBeVisible();
  await expectTranslated(page, 'Pictures, with a set');
  await button(page, en.pictures.skipped.label(1)).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'Skipped files');
  await page.keyboard.press('Escape');
  await page.locator('main button[aria-expanded]').first().click();
  await expectTranslated(page, 'Options of the set');

  await go(page, 'train');
  await button(page, en.form.all).click();
  await expect(page.getByRole('group').first()).toBeVisible();
  const shut = page.locator('details:not([open]) > summary');
  while ((await shut.count()) > 0) await shut.first().click();
  await expectTranslated(page, 'Train, all settings');
  await page.locator('#setting-epochs').fill('0');
  await page.locator('#setting-batchSize').fill('?');
  await expect(page.locator('#train-waits')).toBeVisible();
  await expectTranslated(page, 'Train, settings that cannot work');
  await page.locator('#setting-epochs').fill('3');
  await page.locator('#setting-batchSize').fill('16');

  await button(page, en.train.train).click();
  await expect(page.getByText(strange(en.openRun.state.finished), { exact: true })).toBeVisible({
    timeout: 120_000,
  });
  await expectTranslated(page, 'Open run, finished');
  await button(page, en.openRun.status.settings).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'Settings of the run');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: strange(en.openRun.samples.look(1)), exact: true })
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectTranslated(page, 'Close-up');
  await page.keyboard.press('Escape');
  await button(page, en.openRun.take.newPictures).click();
  await button(page, en.openRun.newPictures.make).click();
  await expect(button(page, en.openRun.newPictures.downloadAll)).toBeVisible({ timeout: 60_000 });
  await expectTranslated(page, 'New pictures');
  await page.keyboard.press('Escape');

  await go(page, 'explore');
  await button(page, explore.picture(explore.origins.seed(0))).click();
  for (const tool of ['favourite', 'children'] as const) {
    await button(page, explore.hand[tool]).click();
  }
  await button(page, explore.directions.find).click();
  await expect(page.getByRole('slider')).toHaveCount(10);
  await expectTranslated(page, 'Explore');
  await button(page, explore.views.map).click();
  await expectTranslated(page, 'Explore, the map');
  for (const open of [explore.print.open, explore.film.open, explore.sign.open]) {
    await button(page, open).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectTranslated(page, open);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await button(page, explore.play.open).click();
  await page.keyboard.press('m');
  await expect(page.getByRole('region', { name: strange(explore.perform.title) })).toBeVisible();
  await expectTranslated(page, 'Full screen, its controls');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await go(page, 'runs');
  await expectTranslated(page, 'Runs, with a run');
  await page.locator('article button[aria-haspopup="menu"]').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectTranslated(page, 'Menu of a run');
  await page.getByRole('menuitem', { name: strange(en.runs.card.delete), exact: true }).click();
  await expect(button(page, en.frame.notices.undo)).toBeVisible();
  await expectTranslated(page, 'A notice');
  await button(page, en.frame.notices.undo).click();
  await button(page, en.frame.notices.past).click();
  await expectTranslated(page, 'Past notices');
});
