import type { BrowserContext } from '@playwright/test';
import { expectSamePictures } from './support/new-pictures';
import { expect, test } from './support/studio';
import {
  curvesOf,
  download,
  finished,
  openNewestRun,
  saved,
  smallRun,
  step,
  trainOnMade,
  trained,
} from './support/training';

/** Eight steps each. */
const EPOCHS = 6;
const LATENT = 8;
const SIZE = 16;

/** Scripts that hold kernels of TensorFlow.js, as they arrive. */
function librariesLoaded(context: BrowserContext): string[] {
  const found: string[] = [];
  context.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    void response
      .text()
      .then((text) => void (text.includes('Conv2DBackpropFilter') && found.push(response.url())))
      .catch(() => undefined);
  });
  return found;
}

test('a run on the compiled engine, from the first grid to its pictures elsewhere [TRN7] [SAVE2] [SAVE5] [OUT1] [OUT3] @core', async ({
  page,
  context,
}) => {
  test.setTimeout(600_000);
  const libraries = librariesLoaded(context);
  const settings = { engine: 'compiled', epochs: EPOCHS, sampleEvery: 1, checkpointEpochs: 1 };
  await trainOnMade(page, smallRun(settings));
  const samples = (epoch: number) => page.getByRole('img', { name: `Samples at epoch ${epoch}` });
  await expect(samples(0)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('button', { name: 'WebGPU (compiled)' })).toBeVisible();
  await trained(page, 1);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible({ timeout: 60_000 });
  await saved(page);
  expect(libraries, 'scripts of TensorFlow.js').toEqual([]);
  const at = await step(page);
  expect(at).toBeLessThan(8 * EPOCHS);

  await page.reload();
  await openNewestRun(page);
  await expect(page.getByText('It goes on exactly from where it was saved.')).toBeVisible();
  expect(await step(page)).toBe(at);
  await page.getByRole('button', { name: /^Go on from/ }).click();
  await finished(page);
  await expect(samples(EPOCHS)).toBeVisible();

  const rows = (await curvesOf(page)).trim().split('\n').slice(1);
  const numbers = rows.map((row) => row.split(',').map(Number));
  expect(numbers.flat().every(Number.isFinite)).toBe(true);
  expect(numbers.map(([number]) => number)).toEqual(numbers.map((_, i) => i + 1));
  expect(numbers).toHaveLength(8 * EPOCHS);
  // It learns: D tells the paintings from the first grey ones.
  expect(new Set(numbers.map((row) => row[2])).size).toBeGreaterThan(EPOCHS);

  const press = () => page.getByRole('button', { name: 'Download generator' }).first().click();
  const generator = await download(page, press);
  await expectSamePictures(page, generator, { latentSize: LATENT, size: SIZE });
});
