import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import * as ort from 'onnxruntime-web';
import { ofSeed } from '../src/explore/latents';
import { expectSamePictures } from './support/new-pictures';
import { runGenerator, zipNames } from './support/generator';
import { canvasPixels, expectAccessible, expectSamePixels, openFile } from './support/lone-page';
import { expect, fillSettings, test } from './support/studio';
import { download, finished, smallRun, takeMade } from './support/training';

/** Of the run, and of the first picture of its artwork. */
const SEED = 5;
/** Eight steps each. */
const EPOCHS = 4;

// Each engine makes the average in a suite of its own; what becomes of it here is the same for all.
test('a run averages its generator; its pictures can be taken with either weights, and the nets in every format [AVG1] [AVG5] [AVG6] [TAKE1] [TAKE2] [TAKE3] [ONNX2] [ART1] [ART2] [ART3] [ART4] [SHARE2] @core', async ({
  browser,
  page,
}) => {
  test.setTimeout(600_000);
  // Rates at which the weights run ahead of their average.
  const rates = { generatorLearningRate: 0.01, discriminatorLearningRate: 0.01 };
  await takeMade(page, smallRun({ epochs: EPOCHS, sampleEvery: 1, seed: SEED, ...rates }));
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'All settings' }).click();
  const average = page.getByRole('switch', { name: 'Average the generator' });
  await expect(average).not.toBeChecked();
  await average.click({ force: true });
  await expect(average).toBeChecked();
  await fillSettings(page, { 'Half-life of the average': 1000 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);

  const press = () => page.getByRole('button', { name: 'Download generator' }).first().click();
  const generator = await download(page, press);
  const models = (await zipNames(generator)).filter((name) => name.endsWith('model.json'));
  expect(models.sort()).toEqual(['averaged-model.json', 'model.json']);
  const made = { latentSize: 8, size: 16 };
  const averaged = await expectSamePictures(page, generator, {
    ...made,
    weights: { label: 'Averaged weights', file: 'averaged-model.json' },
  });
  await page.keyboard.press('Escape');
  const trained = await expectSamePictures(page, generator, {
    ...made,
    weights: { label: 'Trained weights', file: 'model.json' },
  });
  const apart = trained.map((value, i) => Math.abs(value - averaged[i]!));
  expect(Math.max(...apart)).toBeGreaterThan(8);

  // Every format of the menu, by keyboard too.
  await page.keyboard.press('Escape');
  const menu = page.getByRole('button', { name: 'Download as' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio')).toHaveText([
    'Generator',
    'Discriminator',
    'Averaged',
    'Trained',
  ]);
  await expect(page.getByRole('menuitemradio', { name: 'Averaged' })).toBeChecked();
  const { violations } = await new AxeBuilder({ page })
    .include('[role=menu]')
    .disableRules('region')
    .analyze();
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  await page.keyboard.press('Escape');

  const zip = await takeAs(page, 'PyTorch');
  expect(await zipNames(zip)).toEqual(['README.md', 'model.py', 'weights.safetensors']);
  expect(basename(zip)).toMatch(/, PyTorch at epoch 4\.zip$/);
  expect(basename(await takeAs(page, 'TensorFlow.js'))).toBe(basename(generator));
  const onnx = await takeAs(page, 'ONNX', 'Trained');
  expect(basename(onnx)).toMatch(/, generator at epoch 4\.onnx$/);
  expect(basename(await takeAs(page, 'ONNX', 'Discriminator'))).toMatch(
    /, discriminator at epoch 4\.onnx$/,
  );
  const latents = Float32Array.from({ length: 2 * made.latentSize }, (_, i) => Math.sin(3 * i));
  const latent = new ort.Tensor('float32', latents, [2, made.latentSize]);
  const session = await ort.InferenceSession.create(new Uint8Array(readFileSync(onnx)));
  const { pictures } = await session.run({ latent });
  const expected = await runGenerator(generator, latents, 'model.json');
  const values = pictures!.data as Float32Array;
  const area = made.size ** 2;
  // Both are 0..255 here, one channels first, the other last.
  const far = expected.map((value, i) => {
    const [picture, pixel, channel] = [Math.floor(i / (3 * area)), Math.floor(i / 3) % area, i % 3];
    return Math.abs((values[(picture * 3 + channel) * area + pixel]! + 1) * 127.5 - value);
  });
  expect(Math.max(...far)).toBeLessThan(1);

  // A page that paints by itself, without the studio and a network, with the weights that are chosen.
  for (const [weights, file] of [
    ['Averaged', 'averaged-model.json'],
    ['Trained', 'model.json'],
  ] as const) {
    const artwork = await takeAs(page, 'One-file artwork', 'Generator', weights);
    expect(artwork).toMatch(/\.html$/);
    for (const [engine, number] of [
      ['wasm', 1],
      ['webgpu', 3],
    ] as const) {
      const lone = await openFile(browser, artwork, `?engine=${engine}#${number}`);
      const picture = lone.page.getByRole('img', { name: new RegExp(`, picture ${number}$`) });
      await expect(picture).toBeVisible();
      await expect(lone.page.locator('html')).toHaveAttribute('data-engine', engine);
      await expect(lone.page.locator('.status')).toHaveText('');
      const seed = SEED + number - 1;
      const expected = await runGenerator(generator, ofSeed(seed, made.latentSize), file);
      expectSamePixels(await canvasPixels(lone.page), expected, 3);
      if (number === 1) {
        await expectAccessible(lone.page);
      }
      expect(lone.complaints).toEqual([]);
      await lone.page.context().close();
    }
  }

  // And a page that tells of the run.
  const told = await download(page, () =>
    page.getByRole('button', { name: 'Share a page of this run' }).click(),
  );
  expect(told).toMatch(/\.html$/);
  const lone = await openFile(browser, told);
  await expect(lone.page.getByRole('heading', { name: 'How it learnt' })).toBeVisible();
  const grid = (epoch: number) => lone.page.getByRole('img', { name: `Samples at epoch ${epoch}` });
  await expect(grid(EPOCHS)).toBeVisible();
  await lone.page.getByRole('slider', { name: 'Which epoch' }).press('ArrowLeft');
  await expect(grid(EPOCHS - 1)).toBeVisible();
  await expect(grid(EPOCHS)).toBeHidden();
  await expectAccessible(lone.page);
  expect(lone.complaints).toEqual([]);
  await lone.page.context().close();

  // The room Explore has the same menu, and begins with the weights that are looked at.
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByLabel('Weights', { exact: true }).selectOption('Trained weights');
  await menu.click();
  await expect(page.getByRole('menuitemradio', { name: 'Trained' })).toBeChecked();
  await page.keyboard.press('Escape');
  expect(basename(await takeAs(page, 'ONNX'))).toBe(basename(onnx));
});

/** Downloads in a format of the menu, after choices in it. @returns where the file lies. */
const takeAs = (page: Page, format: string, ...choices: string[]): Promise<string> =>
  download(page, async () => {
    await page.getByRole('button', { name: 'Download as' }).click();
    for (const name of choices) await page.getByRole('menuitemradio', { name }).click();
    await page.getByRole('menuitem', { name: format }).click();
  });
