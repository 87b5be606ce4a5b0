import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzip } from '../src/testing/unzip';
import { savePrints } from './support/prints';
import { expect, test } from './support/studio';
import { download, finished, smallRun, trainOnMade } from './support/training';

/** The pixels of a canvas as they are shown; empty before any are. */
const pixelsOf = (page: Page, name: string | RegExp): Promise<string> =>
  page
    .getByRole('img', { name })
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

const hand = (page: Page) => page.getByRole('region', { name: 'Picture in hand' });

/** A canvas that was painted has more than one colour. */
const expectPainted = (page: Page, name: string | RegExp): Promise<void> =>
  expect
    .poll(
      () =>
        page
          .getByRole('img', { name })
          .first()
          .evaluate((element) => {
            const canvas = element as HTMLCanvasElement;
            const { data } = canvas
              .getContext('2d')!
              .getImageData(0, 0, canvas.width, canvas.height);
            return new Set(data.filter((_, i) => i % 4 === 0)).size;
          }),
      { timeout: 30_000 },
    )
    .toBeGreaterThan(1);

/** The discriminator tells the score of seed 3, which is in hand, and of many. */
async function expectVerdicts(page: Page): Promise<void> {
  const discriminator = page.getByRole('region', { name: 'Discriminator' });
  await discriminator.getByRole('button', { name: 'Ask the discriminator' }).click();
  const said = (row: number, column: number) =>
    discriminator.getByRole('row').nth(row).getByRole('cell').nth(column);
  const [untrained, before, now] = [said(1, 0), said(1, 1), said(2, 1)];
  // An untrained discriminator says about a half of everything, an untrained generator's pictures first of all.
  await expect(untrained).toHaveText(/^0\.[45]\d{3}logit /, { timeout: 30_000 });
  await expect(before).toHaveText(/^0\.[45]\d{3}logit /, { timeout: 30_000 });
  await expect(now).toHaveText(/^[01]\.\d{4}logit /);
  const pictures = discriminator.getByRole('columnheader').locator('canvas');
  await expect(pictures).toHaveCount(2);
  const pixels = await pictures.evaluateAll((all) =>
    all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()),
  );
  expect(pixels[0]).not.toBe(pixels[1]);
  const told = await now.innerText();
  expect(told).not.toBe(await before.innerText());
  const score = Number(told.slice(0, 6)).toFixed(2);

  const shown = discriminator.getByRole('switch', { name: 'Scores on the pictures' });
  await shown.click({ force: true });
  const scored = page.getByRole('button', { name: /^Take seed 3, score/ });
  await expect(scored).toHaveAccessibleName(`Take seed 3, score ${score}`, { timeout: 30_000 });
  await expect(scored).toHaveText(score);
  const alone = await download(page, () =>
    hand(page).getByRole('button', { name: 'Download picture', exact: true }).click(),
  );
  expect(alone).toMatch(new RegExp(`img_1_4_${told.slice(0, 6)}\\.png$`));
  expect(readFileSync(alone).toString('latin1')).toContain('"verdict":{"score":');
  await shown.click({ force: true });
  await expect(page.getByRole('button', { name: 'Take seed 3', exact: true })).toHaveText('');

  await page.getByRole('button', { name: 'By score' }).click();
  const many = page.getByRole('region', { name: 'What the discriminator takes for real' });
  await many.getByRole('button', { name: 'Score 256 pictures' }).click();
  await expect(many.getByText('256 pictures scored.')).toBeVisible({ timeout: 60_000 });
  const firstScores = async (order: string): Promise<number[]> => {
    const tiles = many.getByRole('group', { name: order }).getByRole('button');
    await expect(tiles.nth(5)).toHaveText(/^[01]\.\d\d$/);
    return (await tiles.allInnerTexts()).slice(0, 6).map(Number);
  };
  const real = await firstScores('Most real first');
  expect(real).toEqual([...real].sort((one, other) => other - one));
  await many.getByLabel('Order').selectOption('Least real first');
  const generated = await firstScores('Least real first');
  expect(generated).toEqual([...generated].sort((one, other) => one - other));
  expect(generated[0]).toBeLessThanOrEqual(real.at(-1)!);

  const least = many.getByRole('button', { name: /^Take seed/ }).first();
  const seed = /seed \d+/.exec((await least.getAttribute('aria-label'))!)![0];
  await least.click();
  await expectPainted(page, seed);
  await expect
    .poll(async () => Number((await now.innerText()).slice(0, 6)).toFixed(2))
    .toBe(generated[0]!.toFixed(2));

  // With another truncation scores hold no more: the order stays, and one press scores anew.
  const truncation = page.getByRole('slider', { name: 'Truncation', exact: true });
  await truncation.fill('0.9');
  await expect(many.getByText(/^The generator, the truncation or/)).toBeVisible();
  const tiles = many.getByRole('group', { name: 'Least real first' }).getByRole('button');
  await expect(tiles.first()).toHaveAccessibleName(`Take ${seed}`);
  await many.getByRole('button', { name: 'Score again' }).click();
  await expect(tiles.first()).toHaveAccessibleName(/, score /, { timeout: 60_000 });
  await expect(many.getByText('256 pictures scored.')).toBeVisible();
  await expect(many.getByRole('button', { name: 'Score again' })).toBeHidden();
  await truncation.fill('1');

  await page.getByRole('button', { name: 'Download pictures', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many').fill('5');
  await dialog.getByLabel('Order').selectOption('Most real first');
  await dialog.getByRole('switch', { name: 'Score in the file name' }).click({ force: true });
  const begin = dialog.getByRole('button', { name: 'Download', exact: true });
  const files = unzip(readFileSync(await download(page, () => begin.click())));
  const scores = [...files.keys()].map((name, i) => {
    expect(name).toMatch(new RegExp(`^img_${i + 1}_\\d+_[01]\\.\\d{4}\\.png$`));
    return Number(/_([\d.]+)\.png$/.exec(name)![1]);
  });
  expect(scores).toHaveLength(5);
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
  // Seed 3 is among them, with the score that it had in hand.
  expect(scores.map((one) => one.toFixed(4))).toContain(told.slice(0, 6));
  const [first] = [...files.values()];
  expect(Buffer.from(first!).toString('latin1')).toContain(
    `"verdict":{"score":${scores[0]!.toFixed(3)}`.slice(0, -1),
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'By seed' }).click();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
}

test('a trained generator is explored: by seed, on the map, by likeness, children and morphs; a reload returns [EXP1] [EXP3] [EXP4] [EXP5] [EXP6] [EXP7] [EXP8] [EXP9] [EXP11] [EXP12] [VERD1] [VERD4] [VERD5] [VERD6] [VERD7]; prints of a picture [PRINT1] [PRINT2] [PRINT3] [PRINT6] [PRINT8] [PRINT9]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  // No person answers the picker: files come as downloads.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await trainOnMade(page, smallRun({ epochs: 4, sampleEvery: 1, saveEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Generator' })).toBeVisible();

  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await expectPainted(page, 'seed 3');
  const third = await pixelsOf(page, 'seed 3');

  await expectVerdicts(page);

  await page.getByRole('button', { name: 'More like this' }).click();
  await page.getByRole('button', { name: 'Take suggestion 2' }).click();
  await expectPainted(page, 'one like seed 3');
  await savePrints(page);
  expect(await pixelsOf(page, 'one like seed 3')).not.toBe(third);
  await page.getByRole('button', { name: 'Go back to seed 3' }).click();
  await expect(page.getByRole('img', { name: 'seed 3', exact: true })).toBeVisible();
  expect(await pixelsOf(page, 'seed 3')).toBe(third);

  await page.getByRole('button', { name: 'Children' }).click();
  await expect(hand(page).getByRole('status')).toHaveText(/other parent/);
  await page.getByRole('button', { name: 'Take seed 5', exact: true }).click();
  await page.getByRole('button', { name: 'Take suggestion 1' }).click();
  await expectPainted(page, 'a child of seed 3 and seed 5');
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Favourite', exact: true }).click();
  const favourites = page.getByRole('region', { name: 'Favourites' });
  await expect(favourites.getByRole('button', { name: 'Take Favourite 1' })).toBeVisible();

  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await page.getByRole('button', { name: 'Morph' }).click();
  await page.getByRole('button', { name: 'Take seed 4', exact: true }).click();
  const along = page.getByRole('slider', { name: 'Along the morph' });
  await along.fill('0');
  await expectPainted(page, '0 % from seed 3 to seed 4');
  await expect.poll(() => pixelsOf(page, '0 % from seed 3 to seed 4')).toBe(third);

  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await page.getByRole('button', { name: 'Take 0, 0.2 on the map' }).click();
  await expectPainted(page, /on the map/);
  await expect(page).toHaveURL(/at=map/);

  const growing = page.getByRole('region', { name: 'Growing up' });
  await growing.getByRole('button').first().click();
  const first = page.getByRole('combobox', { name: 'Generator' });
  await expect(first.locator('option:checked')).toHaveText(/epoch 1\b/);

  const directions = page.getByRole('region', { name: 'Directions' });
  await page.getByRole('button', { name: 'By seed' }).click();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await directions.getByRole('button', { name: 'Find directions' }).click();
  const slider = directions.getByRole('slider', { name: 'Direction 1', exact: true });
  await slider.fill('3');
  await expectPainted(page, 'seed 3, moved');
  const moved = await pixelsOf(page, 'seed 3, moved');
  await expect(page).toHaveURL(/at=moved/);
  await directions.getByRole('button', { name: 'Keep Direction 1', exact: true }).click();
  await page.reload();
  await expectPainted(page, 'seed 3, moved');
  await expect.poll(() => pixelsOf(page, 'seed 3, moved')).toBe(moved);
  await expect(directions.getByRole('button', { name: 'Delete Direction 1' })).toBeVisible();

  await favourites.getByRole('button', { name: 'Take Favourite 1' }).click();
  await expectPainted(page, 'a child of seed 3 and seed 5');
  await expect(page).toHaveURL(/at=child/);
  const before = await pixelsOf(page, 'a child of seed 3 and seed 5');
  await page.reload();
  await expectPainted(page, 'a child of seed 3 and seed 5');
  await expect.poll(() => pixelsOf(page, 'a child of seed 3 and seed 5')).toBe(before);
  await expect(favourites.getByRole('button', { name: 'Take Favourite 1' })).toBeVisible();

  const gone = /The generator that the link leads to is not kept any more/;
  await expect(page.getByText(gone)).toBeHidden();
  await page.goto(page.url().replace(/epoch=\d+/, 'epoch=77'));
  await page.reload();
  await expect(page.getByText(gone)).toBeVisible();
});
