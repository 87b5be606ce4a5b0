import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Stream, normal } from '../../src/contract/random';
import { scratch } from './folders';
import { runGenerator, zipBytes, zipNames } from './generator';
import { decodePng } from './pixels';
import { expect } from './studio';

const SEED = 7;
const COUNT = 4;

interface Expected {
  readonly latentSize: number;
  /** Edge of squares, or both sides, in pixels. */
  readonly size: number | { readonly width: number; readonly height: number };
  /** Which weights to choose, and their file in the ZIP; else those that the studio offers first, the
   *  averaged ones where there are any. */
  readonly weights?: { readonly label: string; readonly file: string };
}

/**
 * Makes new pictures of the open run, and holds them against a downloaded generator: the same
 * latents give the same pictures here and in plain TensorFlow.js.
 * @param generator where its ZIP lies.
 * @returns what they are, float32 [count, height, width, 3], values 0..255.
 */
export async function expectSamePictures(
  page: Page,
  generator: string,
  { latentSize, size, weights }: Expected,
): Promise<Float32Array> {
  await page.getByRole('button', { name: 'New pictures', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'New pictures' });
  await panel.getByLabel('Number of pictures').fill(String(COUNT));
  await panel.getByLabel('Seed', { exact: true }).fill(String(SEED));
  if (weights) await panel.getByLabel('Weights', { exact: true }).selectOption(weights.label);
  await panel.getByRole('button', { name: 'Make pictures' }).click();
  const coming = page.waitForEvent('download', { timeout: 120_000 });
  await panel.getByRole('button', { name: 'Download all' }).click({ timeout: 120_000 });
  const zip = join(scratch('new'), 'new-pictures.zip');
  await (await coming).saveAs(zip);
  const names = (await zipNames(zip)).filter((name) => name.endsWith('.png')).sort();
  expect(names).toHaveLength(COUNT);
  const latents = normal(SEED, Stream.NewPictures, 0, COUNT * latentSize);
  const first = (await zipNames(generator)).find((name) => name.endsWith('averaged-model.json'));
  const expected = await runGenerator(generator, latents, weights?.file ?? first);
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size;
  const numbers = width * height * 3;
  let largest = 0;
  for (const [i, name] of names.entries()) {
    const picture = await decodePng(page, await zipBytes(zip, name));
    expect([picture.width, picture.height]).toEqual([width, height]);
    for (let p = 0; p < numbers; p++) {
      const shown = picture.rgba[Math.floor(p / 3) * 4 + (p % 3)]!;
      largest = Math.max(largest, Math.abs(shown - expected[i * numbers + p]!));
    }
  }
  // Half a level of rounding to whole levels, and at most half a level between the engines.
  expect(largest).toBeLessThanOrEqual(1);
  return expected;
}
