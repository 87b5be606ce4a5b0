import type { Locator } from '@playwright/test';
import { madeFolder } from './support/folders';
import { expectSamePictures } from './support/new-pictures';
import { download, finished } from './support/training';
import { dropPaths, expect, fillSettings, pictures, test } from './support/studio';

/** Width to height on the page. */
const ratio = async (shown: Locator): Promise<number> => {
  const box = (await shown.boundingBox())!;
  return box.width / box.height;
};

test('pictures of 3:2 are shown, learnt from and painted as such [PIC24]', async ({ page }) => {
  await page.goto('./');
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
