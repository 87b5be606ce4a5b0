import { madeFolder } from './support/folders';
import { dropPaths, expect, pictures, test } from './support/studio';
import { smallRun, trained } from './support/training';

test('before Train the form says how long it will take, and a quick look sets the fields [TIME1] [TIME3] [TIME5] @core', async ({
  page,
}) => {
  await page.goto(smallRun({ imageSize: 32, width: 8, batchSize: 8, epochs: 5, sampleEvery: 1 }));
  await dropPaths(page, [madeFolder(24).path]);
  await expect(page.getByRole('status').getByText(pictures(24))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const time = page.getByRole('region', { name: 'Time to a picture' });
  await expect(time.getByText(/^An epoch takes about [\d.]+ (ms|s), all 5 about/)).toBeVisible();
  await expect(time.getByText(/a good result after 8,839, about/)).toBeVisible();
  await expect(time.getByText('5 epochs end before either.')).toBeVisible();
  await expect(time.getByText(/^It takes about .* and 74 kB for the pictures\.$/)).toBeVisible();

  await time.getByRole('button', { name: 'Quick look', exact: true }).click();
  await expect(time.getByRole('status')).toContainText(/^Quick look: 32 px, width \d+, batch size/);
  const chosen = (label: string) => page.getByLabel(label, { exact: true });
  await expect(chosen('Image size')).toHaveValue('32');
  await expect(chosen('Network width')).not.toHaveValue('8');
  await expect(chosen('Epochs')).not.toHaveValue('5');

  // What was there before comes back with one press.
  await time.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(chosen('Epochs')).toHaveValue('5');
  await expect(chosen('Network width')).toHaveValue('8');

  // Train waits for no trial, and neither was a run.
  await time.getByRole('button', { name: 'Quick look', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await trained(page, 2);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Open (?!a file)/ })).toHaveCount(1);
});
