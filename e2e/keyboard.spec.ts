import { tabTo } from './support/keys';
import { expect, test } from './support/studio';

test('from sample pictures to a finished run with the keyboard alone [PAGE2] @core', async ({
  page,
}) => {
  await page.goto(
    './#imageSize=16&width=8&latentSize=8&batchSize=64&epochs=1&engine=wasm&sampleCount=4',
  );
  await expect(page.getByRole('button', { name: 'Try with sample pictures' })).toBeVisible();
  await tabTo(page, 'Try with sample pictures');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
  await page.locator('body').focus();
  await tabTo(page, 'Train');
  const role = await page.evaluate(() => document.activeElement?.tagName);
  await page.keyboard.press('Enter');
  if (role === 'A') {
    await tabTo(page, 'Seed').catch(() => undefined);
    await page.getByRole('button', { name: 'Train', exact: true }).focus();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible({
    timeout: 120_000,
  });
  const slider = page.getByRole('slider', { name: 'Epoch' });
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('img', { name: 'Samples at epoch 0' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible();
});
