import type { Locator } from '@playwright/test';
import { madeFolder } from './support/folders';
import { expectSamePictures } from './support/new-pictures';
import { download, finished } from './support/training';
import { START, dropPaths, expect, fillSettings, pictures, test } from './support/studio';

/** Width to height on the page. */
const ratio = async (shown: Locator): Promise<number> => {
  const box = (await shown.boundingBox())!;
  return box.width / box.height;
};

test('pictures of 3:2 are shown, learnt from and painted as such [PIC24]', async ({ page }) => {
  await page.goto(START);
  await dropPaths(page, [madeFolder(8).path]);
  await expect(page.getByRole('status').getByText(pictures(8))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, { 'Image size': '16 px', Shape: '3:2' });
  await fillSettings(page, {
    'Network width': 8,
    'Latent size': 8,
    'Batch size': 4,
    Epochs: 1,
    'Number of samples': 4,
    Engine: 'WASM',
  });
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await expect(page.getByRole('button', { name: '24 × 16 px, centre crop' })).toBeVisible();
  expect(await ratio(page.getByRole('button', { name: /^Picture 1,/ }))).toBeCloseTo(1.5, 1);

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
  const grid = page.getByRole('img', { name: 'Samples at epoch 1' });
  expect(await ratio(grid)).toBeCloseTo(1.5, 1);
  expect(
    await grid.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
  ).toEqual([48, 32]);
  await page.getByRole('button', { name: /^Look at picture 1/ }).click();
  expect(await ratio(page.getByRole('dialog').getByRole('img', { name: 'Picture' }))).toBeCloseTo(
    1.5,
    1,
  );
  await page.keyboard.press('Escape');

  const generator = await download(page, () =>
    page.getByRole('button', { name: 'Download generator' }).first().click(),
  );
  await expectSamePictures(page, generator, { latentSize: 8, size: { width: 24, height: 16 } });
  const made = page.getByRole('dialog').getByRole('button', { name: 'Download picture 1' });
  expect(await ratio(made.locator('canvas'))).toBeCloseTo(1.5, 1);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByText('Atelier, 24 × 16 px')).toBeVisible();
});

test('pictures of 48 x 80 pixels are learnt from and painted as such [PIC28]', async ({ page }) => {
  await page.goto(START);
  await dropPaths(page, [madeFolder(8).path]);
  await expect(page.getByRole('status').getByText(pictures(8))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const field = (name: string): Locator => page.getByLabel(name, { exact: true });
  await fillSettings(page, { 'Image size': '16 px', Shape: '3:4' });
  await fillSettings(page, { Shape: 'Custom' });
  await expect(field('Image size')).toBeHidden();
  await expect(field('Width in pixels')).toHaveValue('16');
  await expect(field('Height in pixels')).toHaveValue('16');

  await fillSettings(page, { 'Width in pixels': 50, 'Height in pixels': 80 });
  const wrong = 'Width in pixels is a multiple of 16, from 16 to 1024; it is 50. Choose 48 or 64.';
  await expect(page.getByText(wrong, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await fillSettings(page, { 'Width in pixels': 48 });
  await expect(page.getByText(wrong, { exact: true })).toBeHidden();
  await fillSettings(page, {
    'Network width': 8,
    'Latent size': 8,
    'Batch size': 4,
    Epochs: 1,
    'Number of samples': 4,
    Engine: 'WASM',
  });
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await expect(page.getByRole('button', { name: '48 × 80 px, centre crop' })).toBeVisible();
  expect(await ratio(page.getByRole('button', { name: /^Picture 1,/ }))).toBeCloseTo(0.6, 1);

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
  const grid = page.getByRole('img', { name: 'Samples at epoch 1' });
  expect(await ratio(grid)).toBeCloseTo(0.6, 1);
  expect(
    await grid.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
  ).toEqual([96, 160]);
  const generator = await download(page, () =>
    page.getByRole('button', { name: 'Download generator' }).first().click(),
  );
  await expectSamePictures(page, generator, { latentSize: 8, size: { width: 48, height: 80 } });
  await page.keyboard.press('Escape');

  await page.reload();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByText('Atelier, 48 × 80 px')).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expect(field('Shape')).toHaveValue('custom');
  await expect(field('Width in pixels')).toHaveValue('48');
  await expect(field('Height in pixels')).toHaveValue('80');
});
