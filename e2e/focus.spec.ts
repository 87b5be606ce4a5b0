import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { scratch } from './support/folders';
import { png } from './support/png';
import { START, dropPaths, expect, pictures, test } from './support/studio';

/** Pictures twice as wide as high, the left half red, the right one blue. */
function banners(count: number): string {
  const path = join(scratch('banners'), 'banners');
  mkdirSync(path);
  for (let i = 0; i < count; i++) {
    const picture = png(160, 80, (x) => (x < 80 ? [200, 20 + i, 20] : [20, 20 + i, 200]));
    writeFileSync(join(path, `banner-${i}.png`), picture);
  }
  return path;
}

/** Red and blue in the mean of what is drawn on a canvas. */
const colours = (canvas: Locator): Promise<{ red: number; blue: number }> =>
  canvas.evaluate((drawn: HTMLCanvasElement) => {
    const { width, height } = drawn;
    const { data } = drawn.getContext('2d')!.getImageData(0, 0, width, height);
    const mean = (channel: number) => {
      let sum = 0;
      for (let i = channel; i < data.length; i += 4) sum += data[i]!;
      return Math.round((4 * sum) / data.length);
    };
    return { red: mean(0), blue: mean(2) };
  });

const drawn = (page: Page, number: number): Locator => tile(page, number).locator('canvas');
const tile = (page: Page, number: number): Locator =>
  page.getByRole('button', { name: new RegExp(`^Picture ${number},`) });

test('the crop of a picture follows a point that is dragged or moved by keys [PIC26]', async ({
  page,
}) => {
  await page.goto(START);
  const folder = banners(3);
  await dropPaths(page, [folder]);
  await expect(page.getByRole('status').getByText(pictures(3))).toBeVisible();
  await expect.poll(async () => (await colours(drawn(page, 2))).red).toBeGreaterThan(100);
  expect((await colours(drawn(page, 2))).blue).toBeGreaterThan(100);

  await tile(page, 2).hover();
  await page.getByRole('button', { name: 'Focus point of picture 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Focus point' });
  const point = dialog.getByRole('slider', { name: 'Focus point' });
  await expect(point).toHaveAttribute('aria-valuetext', '50 % from the left, 50 % from the top');
  const from = (await point.boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x - 40, from.y + 10, { steps: 4 });
  await page.mouse.move(from.x - 220, from.y, { steps: 4 });
  await page.mouse.up();
  await expect(dialog.getByText('The set has this crop.')).toBeVisible();
  const crop = dialog.getByRole('img', { name: 'The crop, as it is learnt from' });
  await expect.poll(() => colours(crop)).toEqual({ red: 200, blue: 20 });
  await page.keyboard.press('Escape');
  await expect.poll(() => colours(drawn(page, 2))).toEqual({ red: 200, blue: 20 });
  await expect(page.getByRole('button', { name: '1 focus point moved' })).toBeVisible();
  // Its neighbours stay as they are.
  expect((await colours(drawn(page, 1))).blue).toBeGreaterThan(100);

  // By keys alone, to the other side.
  await tile(page, 1).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tile(page, 2)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(point).toBeVisible();
  await point.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(dialog.getByText('The set has this crop.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => colours(drawn(page, 2))).toEqual({ red: 20, blue: 200 });

  await page.reload();
  await expect.poll(() => colours(drawn(page, 2))).toEqual({ red: 20, blue: 200 });
  // The files are not at hand any more, which is said; dropped again, they keep the point.
  await tile(page, 1).hover();
  await page.getByRole('button', { name: 'Focus point of picture 1' }).click();
  await expect(dialog.getByText(/not at hand since the page was loaded again/)).toBeVisible();
  await page.keyboard.press('Escape');
  await dropPaths(page, [folder]);
  await expect(page.getByRole('combobox', { name: 'Set of pictures' })).toBeVisible();
  await expect.poll(() => colours(drawn(page, 2))).toEqual({ red: 20, blue: 200 });
  await expect.poll(async () => (await colours(drawn(page, 1))).red).toBeGreaterThan(100);
});
