import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { scratch } from './support/folders';
import { dropPaths, expect, test } from './support/studio';
import { takeMade, trained } from './support/training';

/** A file as another tool keeps it, by the name it has there. */
function netOf(folder: string, name: string): string {
  const packed = readFileSync(join('src/testing/fixtures/foreign', `${name}.gz`));
  const path = join(folder, name);
  writeFileSync(path, gunzipSync(packed));
  return path;
}

test('keragan’s generator is dropped and explored, and with its discriminator can be trained further [KERAS5] [FILE8]', async ({
  page,
}) => {
  const folder = scratch('nets');
  await page.goto('./');
  await dropPaths(page, [netOf(folder, 'gen_200.h5')]);
  await expect(page.getByText('This generator came from a file')).toBeVisible();
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  const seed = page.getByRole('button', { name: 'Take seed 3', exact: true });
  await expect(seed).toBeVisible({ timeout: 30_000 });
  const canvas = page.getByRole('img', { name: 'seed 3', exact: true }).first();
  await seed.click();
  await expect.poll(() => canvas.evaluate(coloursOf), { timeout: 30_000 }).toBeGreaterThan(20);

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await dropPaths(page, [join(folder, 'gen_200.h5'), netOf(folder, 'dis_200.h5')]);
  await expect(
    page.getByText('This generator and its discriminator came from files.'),
  ).toBeVisible();
  await expect(page.getByText('They take pictures of 64')).toBeVisible();

  // Of neither is known what it learnt from.
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('article').getByText('A generator from a file')).toHaveCount(2);
  await expect(page.getByText(/\b0 pictures/)).toHaveCount(0);

  // Pictures as large as they paint: real steps from the weights of the files.
  await takeMade(page, './#preset=keragan&imageSize=64&batchSize=16&epochs=300&engine=wasm');
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('button', { name: 'Open gen_200 2' }).click();
  await page.getByRole('button', { name: /^Train further on / }).click();
  await trained(page, 1);
});

/** Values of red in a canvas. */
function coloursOf(element: Element): number {
  const canvas = element as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return new Set(data.filter((_, i) => i % 4 === 0)).size;
}
