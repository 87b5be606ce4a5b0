import { madeFolder } from './support/folders';
import { zipNames } from './support/generator';
import { START, dropPaths, expect, fillSettings, pictures, test } from './support/studio';
import { curvesOf, download, finished, smallRun, takeMade } from './support/training';

test('a settings link opens the studio with its settings, and Back stays there [SET3] [PAGE10] @core', async ({
  page,
}) => {
  await page.goto('./#preset=artgan&epochs=7&width=16&seed=42&engine=wasm');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  await expect(page.getByLabel('Preset', { exact: true })).toHaveValue('artgan');
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('7');
  await expect(page.getByLabel('Network width', { exact: true })).toHaveValue('16');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('42');
  await expect(page.getByLabel('Engine', { exact: true })).toHaveValue('wasm');

  // Back stays in the studio, and so does a reload, with the settings of the link.
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#pictures');
  await page.goForward();
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('7');
  await fillSettings(page, { Epochs: 9 });
  await page.reload();
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('9');
  await expect(page.getByLabel('Preset', { exact: true })).toHaveValue('artgan');
});

test('every choice of the table can be made in the form, and the link takes it along [SET3]', async ({
  page,
}) => {
  await page.goto('./#engine=wasm&width=16');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  const loss = page.getByLabel('Loss', { exact: true });
  await expect(loss).toHaveValue('cross-entropy');
  await loss.selectOption('hinge');
  await page.reload();
  await expect(page.getByLabel('Loss', { exact: true })).toHaveValue('hinge');
});

test('augmentation is refused where it has nothing to go by, has its strengths, and trains [TRN15] [TRN16]', async ({
  page,
}) => {
  await takeMade(page, smallRun({ epochs: 1, loss: 'relativistic', augmentation: 'adaptive' }));
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  const augmentation = page.getByLabel('Augmentation', { exact: true });
  const colour = page.getByLabel('Augmentation: colour', { exact: true });
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(augmentation).toHaveAttribute('aria-invalid', 'true');
  await expect(train).toBeDisabled();
  await augmentation.selectOption('None');
  await expect(colour).toBeHidden();
  await augmentation.selectOption('Fixed');
  await expect(colour).toHaveValue('0.3');
  await expect(train).toBeEnabled();
  await fillSettings(page, { Loss: 'Cross-entropy', Augmentation: 'Adaptive' });
  await expect(augmentation).not.toHaveAttribute('aria-invalid', 'true');
  await train.click();
  await finished(page);
});

test('what lies over the page leaves on Escape, and the dark switch works under the policy [SAFE3]', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./#engine=wasm');
  const sign = page.getByRole('banner').getByRole('button', { name: 'WASM' });
  await sign.click();
  const why = page.getByRole('dialog');
  await expect(why).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(sign).toBeFocused();
  // A violation of the policy would fail the test: see support/studio.ts.
  await page.getByRole('button', { name: 'Turn the room dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'Turn the room light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('a setting that cannot work is said at its field, and Train waits [SET2] [SET5]', async ({
  page,
}) => {
  await page.goto(START);
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

test('pictures that fill no whole batch begin the next epoch, and the form says so [TRN10] [SET6] @core', async ({
  page,
}) => {
  const link = {
    imageSize: 16,
    width: 8,
    latentSize: 8,
    sampleCount: 4,
    epochs: 8,
    engine: 'wasm',
  };
  const hash = Object.entries(link).map(([key, value]) => `${key}=${value}`);
  await page.goto(`./#${hash.join('&')}`);
  await dropPaths(page, [madeFolder(15).path]);
  await expect(page.getByRole('status').getByText(pictures(15))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  // A batch of 64 is lowered to what the set can fill.
  const story =
    '15 pictures in batches of 8: the last 7 begin the next epoch’s first batch. None is left out.';
  const epochs = page.getByLabel('Epochs', { exact: true });
  await expect(epochs).toHaveAccessibleDescription(new RegExp(story));
  await fillSettings(page, { 'Batch size': 5 });
  await expect(epochs).toHaveAccessibleDescription(/15 pictures are 3 whole batches of 5/);
  await fillSettings(page, { 'Batch size': 8 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
  await expect(page.getByText('8 epochs in')).toBeVisible();
  const rows = (await curvesOf(page)).trim().split('\n').slice(1);
  // Eight epochs of 15 pictures are 15 whole batches of 8.
  expect(rows.map((row) => row.split(',').slice(0, 2).join(' '))).toEqual(
    Array.from({ length: 15 }, (_, step) => `${step + 1} ${Math.floor(((step + 1) * 8) / 15)}`),
  );
  const samples = await download(page, () =>
    page.getByRole('button', { name: 'Download all samples' }).click(),
  );
  expect((await zipNames(samples)).sort()).toEqual(
    Array.from({ length: 9 }, (_, epoch) => `image_at_epoch_000${epoch}.png`),
  );
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog').getByText(story)).toBeVisible();
});

test('settings are there at the second visit [PIC9]', async ({ page, context }) => {
  await page.goto(START);
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
