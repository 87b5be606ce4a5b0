import { madeFolder } from './support/folders';
import { dropPaths, expect, fillSettings, pictures, test } from './support/studio';

test('a settings link opens the studio with its settings [SET3]', async ({ page }) => {
  await page.goto('./#preset=artgan&epochs=7&width=16&seed=42&engine=wasm');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  await expect(page.getByLabel('Preset', { exact: true })).toHaveValue('artgan');
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('7');
  await expect(page.getByLabel('Network width', { exact: true })).toHaveValue('16');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('42');
  await expect(page.getByLabel('Engine', { exact: true })).toHaveValue('wasm');
});

test('a setting that cannot work is said at its field, and Train waits [SET2] [SET5]', async ({
  page,
}) => {
  await page.goto('./');
  await dropPaths(page, [madeFolder(8).path]);
  await expect(page.getByRole('status').getByText(pictures(8))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, { 'Batch size': 64 });
  const batch = page.getByLabel('Batch size', { exact: true });
  await expect(batch).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/8 pictures/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await fillSettings(page, { 'Batch size': 4 });
  await expect(batch).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});

test('settings are there at the second visit [PIC9]', async ({ page, context }) => {
  await page.goto('./');
  await dropPaths(page, [madeFolder(9).path]);
  await expect(page.getByRole('status').getByText(pictures(9))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, { Epochs: 11, Seed: 99 });
  await page.close();
  const second = await context.newPage();
  await second.goto('./');
  await expect(second.getByRole('status').getByText(pictures(9))).toBeVisible();
  await second.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(second, {});
  await expect(second.getByLabel('Epochs', { exact: true })).toHaveValue('11');
  await expect(second.getByLabel('Seed', { exact: true })).toHaveValue('99');
});
