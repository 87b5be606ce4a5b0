import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { madeFolder } from './support/folders';
import { dropPaths, expect, fillSettings, pictures, test } from './support/studio';
import { download, openNewestRun, smallRun, trained } from './support/training';

const quality = (page: Page) => page.getByRole('region', { name: 'Quality', exact: true });

/** The number that stands at a name in the region; null where none does. */
async function shown(page: Page, name: string): Promise<number | null> {
  const text = await quality(page).innerText();
  const found = new RegExp(`${name}\\s+([\\d.,]+)`).exec(text)?.[1];
  return found === undefined ? null : Number(found.replace(',', ''));
}

test('Atelier keeps a tenth of more than fifty pictures back, and says so; an exact recipe keeps none [MEAS7]', async ({
  page,
}) => {
  const switched = page.getByRole('switch', { name: 'Keep back for measuring' });
  await page.goto('./#engine=wasm&imageSize=16');
  for (const [wanted, told] of [
    [60, '54 to learn from, 6 kept back'],
    [24, 'all to learn from: too few to keep any back'],
  ] as const) {
    await dropPaths(page, [madeFolder(wanted).path]);
    await expect(page.getByRole('status').getByText(pictures(wanted))).toBeVisible();
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await expect(page.getByText(told)).toBeVisible();
    await fillSettings(page, {});
    await expect(switched).toBeChecked();
  }
  await page.getByLabel('Preset', { exact: true }).selectOption('keragan');
  await expect(switched).not.toBeChecked();
  await expect(page.getByText('too few to keep any back')).toBeHidden();
});

test('a run that keeps pictures back is measured, and shows how good its pictures are [MEAS7] [MEAS8] [MEAS11] @core', async ({
  page,
}) => {
  const folder = madeFolder(60);
  expect(folder.pictures).toBeGreaterThan(50);
  await page.goto(
    smallRun({ batchSize: 16, epochs: 5000, sampleEvery: 5, imageSize: 32, saveEvery: 5 }),
  );
  await dropPaths(page, [folder.path]);
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const kept = Math.round(folder.pictures / 10);
  const learnt = folder.pictures - kept;
  const split = `${learnt} to learn from, ${kept} kept back`;
  await expect(page.getByText(split)).toBeHidden();
  await fillSettings(page, {});
  await page.getByRole('switch', { name: 'Keep back for measuring' }).check();
  await expect(page.getByText(split)).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await trained(page, 12);
  await expect(page.getByText(`, ${split}`)).toBeVisible();

  const region = quality(page);
  await expect(region).toContainText('Nothing is measured yet.');
  await region.getByRole('button', { name: 'Measure now' }).click();
  await expect(region).toContainText(
    `Measured against ${kept} pictures that the networks never saw.`,
    {
      timeout: 90_000,
    },
  );
  for (const name of ['Detail', 'Colour']) {
    const value = await shown(page, name);
    const floor = Number(
      new RegExp(`${name}\\s+[\\d.,]+\\s+real\\s+([\\d.]+)`).exec(await region.innerText())?.[1],
    );
    expect(value).toBeGreaterThan(floor);
    expect(floor).toBeGreaterThan(0);
  }
  expect(await shown(page, 'Diversity')).toBeGreaterThan(0);
  expect(await shown(page, 'Coverage')).not.toBeNull();

  // Eight generated pictures, each beside the one it is the nearest to.
  await region.getByRole('button', { name: 'Closest pictures' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(8);
  for (const name of [/^Generated picture \d$/, /^Nearest training picture \d$/]) {
    const pictures = dialog.getByRole('img', { name });
    await expect(pictures).toHaveCount(8);
    await expect
      .poll(() =>
        pictures.evaluateAll((all) =>
          all.map((canvas) => {
            const { width, height } = canvas as HTMLCanvasElement;
            const drawn = (canvas as HTMLCanvasElement).getContext('2d')!;
            return new Set(drawn.getImageData(0, 0, width, height).data).size > 8;
          }),
        ),
      )
      .toEqual(Array(8).fill(true));
  }
  await page.keyboard.press('Escape');

  // It stands at the slider, in the curves as CSV, and is there after a reload.
  await expect(page.getByText('Best so far', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.locator('main').getByText('Stopped', { exact: true })).toBeVisible();
  await page.reload();
  await openNewestRun(page);
  await expect(quality(page)).toContainText('Measured against');
  await expect(quality(page).getByRole('button', { name: 'Measure now' })).toBeHidden();
  const file = await download(page, () =>
    page.getByRole('button', { name: 'Download curves' }).click(),
  );
  const [header, ...lines] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const column = header!.indexOf('slicedMean');
  expect(column).toBeGreaterThan(5);
  expect(header).toEqual(
    expect.arrayContaining(['colour', 'coverage', 'overfitting', 'floorColour']),
  );
  const measured = lines.filter((line) => line[column] !== '');
  expect(measured.length).toBeGreaterThanOrEqual(1);
  expect(Number(measured[0]![column])).toBeGreaterThan(0);
  expect(lines.every((line) => line.length === header!.length)).toBe(true);
});
