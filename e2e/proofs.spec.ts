import type { Locator, Page } from '@playwright/test';
import { hasRealData, madeFolder } from './support/folders';
import { onlyWhole } from '../src/testing/smoke';
import { dropPaths, expect, fillSettings, pictures, test } from './support/studio';
import { smallRun, trained } from './support/training';

/** What the studio is for, as a person sees it: pictures that become better, and an illness that is told. */

const quality = (page: Page): Locator => page.getByRole('region', { name: 'Quality', exact: true });
const findingsOf = (page: Page): Locator =>
  page.getByRole('list', { name: 'Findings', exact: true });

/** Measures the run, as often as it takes until `told` of what the region says of its pictures' detail. */
async function measuredUntil(page: Page, told: (detail: number) => boolean): Promise<number> {
  const region = quality(page);
  const now = region.getByRole('button', { name: 'Measure now' });
  let detail = Number.NaN;
  await expect
    .poll(
      async () => {
        await now.click();
        await expect(region).not.toContainText('Measuring', { timeout: 60_000 });
        const text = /Detail\s+([\d.,]+)/.exec(await region.innerText())?.[1] ?? '';
        detail = Number(text.replace(',', '') || Number.NaN);
        return told(detail);
      },
      { timeout: 400_000, intervals: [5_000] },
    )
    .toBe(true);
  return detail;
}

async function takeFolder(page: Page, link: string, folder: string, count: number): Promise<void> {
  await page.goto(link);
  await dropPaths(page, [folder]);
  await expect(page.getByRole('status').getByText(pictures(count))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
}

onlyWhole('paintings that come nearer to real ones, and six pictures that are copied', () => {
  test('a hundred paintings: what Atelier paints comes nearer to real ones, and nothing is wrong [MEAS11] [FIND1]', async ({
    page,
  }) => {
    test.setTimeout(600_000);
    const folder = madeFolder(100, 100);
    test.info().annotations.push({
      type: 'pictures',
      description: hasRealData ? 'real paintings' : 'made landscapes',
    });
    console.log(`Trains on 100 ${hasRealData ? 'real paintings' : 'made landscapes'}.`);
    const settings = { imageSize: 32, width: 8, batchSize: 16, epochs: 5000, sampleEvery: 20 };
    const atelier = { augmentation: 'fixed', averageGenerator: 'true', keepBack: 'true' };
    await takeFolder(page, smallRun({ ...settings, ...atelier }), folder.path, 100);
    await expect(page.getByText('90 to learn from, 10 kept back')).toBeVisible();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained(page, 8);
    const first = await measuredUntil(page, (detail) => detail > 0);
    const last = await measuredUntil(page, (detail) => detail <= 0.7 * first);
    console.log(`The mean distance in detail fell from ${first} to ${last}.`);
    const list = findingsOf(page);
    await expect(list.getByRole('listitem').first()).toBeVisible();
    await expect(list.locator('[data-kind="bad"]')).toHaveCount(0);
  });

  test('six pictures: the generator is told to copy them [FIND1] [FIND3]', async ({ page }) => {
    test.setTimeout(600_000);
    const settings = {
      ...{ width: 16, latentSize: 4, batchSize: 6, mirror: 'false', epochs: 3000, rateDecay: 0.6 },
      ...{ generatorLearningRate: 0.002, discriminatorLearningRate: 0.002 },
      // The average of a generator that goes round the six pictures comes near to each.
      ...{ averageGenerator: 'true', averageHalfLife: 600, sampleCount: 16, sampleEvery: 100 },
    };
    await takeFolder(page, smallRun(settings), madeFolder(6).path, 6);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const list = findingsOf(page);
    const copying = list.getByRole('listitem').filter({ hasText: 'The generator copies the set.' });
    await expect(copying).toBeVisible({ timeout: 400_000 });
    await expect(copying).toHaveAttribute('data-kind', 'bad');
    await expect(copying).toContainText(
      /\d+ % of 16 generated pictures are all but one of the 6 pictures it learns from/,
    );
    await expect(list.getByText('The set is small')).toBeVisible();

    // What helps holds from a run's beginning: one press fills it in, and the new run trains with it.
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.locator('main').getByText('Stopped', { exact: true })).toBeVisible();
    await copying.getByRole('button', { name: 'New run with augmentation' }).click();
    await fillSettings(page, {});
    await expect(page.getByLabel('Augmentation', { exact: true })).toHaveValue('fixed');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained(page, 4);
    await expect(copying).toBeHidden();
  });
});
