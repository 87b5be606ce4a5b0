import { START, dropPaths, expect, fillSettings, pictures, test } from './support/studio';
import { madeFolder } from './support/folders';

const presets = [
  { preset: 'Atelier', size: '16 px', width: 8 },
  { preset: 'ARTGAN', size: '64 px', width: 4 },
  { preset: 'keragan', size: '64 px', width: 16 },
  { preset: 'TensorFlow tutorial', size: '28 px', width: 4 },
];

test('every preset trains two steps at its smallest size [TRN5] [SET4]', async ({ page }) => {
  await page.goto(START);
  await dropPaths(page, [madeFolder(8).path]);
  await expect(page.getByRole('status').getByText(pictures(8))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  for (const [index, { preset, size, width }] of presets.entries()) {
    await test.step(preset, async () => {
      if (index > 0) await page.getByRole('button', { name: 'New run', exact: true }).click();
      await fillSettings(page, { Preset: preset, 'Image size': size });
      await fillSettings(page, {
        'Network width': width,
        'Latent size': 8,
        'Batch size': 4,
        Epochs: 1,
        'Number of samples': 4,
        Engine: 'WASM',
      });
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible({
        timeout: 240_000,
      });
      await expect(page.getByText(/step 2\b/i).first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Download generator' })).toBeVisible();
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await expect(page.getByRole('dialog')).toContainText(preset);
      await page.keyboard.press('Escape');
    });
  }
});
