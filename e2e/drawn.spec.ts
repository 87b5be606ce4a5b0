import type { BrowserContext, Locator } from '@playwright/test';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

test.use({ launchOptions: chromiumLaunch({ drawn: true }) });

/** Workers take the emulated card for a real one: on an emulated one the studio does not draw. */
async function likeARealCard(context: BrowserContext): Promise<void> {
  await context.route(/engine-worker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    const told = `for (const [name, value] of Object.entries({ vendor: 'some', architecture: 'real', isFallbackAdapter: false }))
      Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });\n`;
    await route.fulfill({ response, body: told + (await response.text()) });
  });
}

/** What a canvas shows, rgba, also where a worker draws on it. */
const shown = (canvas: Locator): Promise<number[]> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pen = new OffscreenCanvas(width, height).getContext('2d')!;
    pen.drawImage(element as HTMLCanvasElement, 0, 0);
    return [...pen.getImageData(0, 0, width, height).data];
  });

/** Largest difference, of 255. */
const apart = (one: readonly number[], other: readonly number[]): number =>
  one.length === other.length
    ? Math.max(...one.map((value, i) => Math.abs(value - other[i]!)))
    : Infinity;

test('the picture in hand and the walk are drawn by the graphics card, as they are read back [DRAW1] [DRAW5] [PLAY1]', async ({
  page,
  context,
}) => {
  test.setTimeout(400_000);
  await likeARealCard(context);
  await trainOnMade(page, smallRun({ epochs: 4, sampleEvery: 4, generatorLearningRate: 0.004 }));
  await finished(page);
  await page.goto('./#engine=compiled');
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  const tile = page.getByRole('button', { name: 'Take seed 3', exact: true });
  await tile.click({ timeout: 120_000 });
  const hand = page.getByRole('img', { name: 'seed 3', exact: true });
  await expect(hand).toHaveAttribute('data-way', 'drawn', { timeout: 120_000 });
  const readBack = await shown(tile.locator('canvas'));
  await expect.poll(async () => apart(readBack, await shown(hand))).toBeLessThanOrEqual(1);
  // Other pictures are further from it.
  const other = page.getByRole('button', { name: 'Take seed 4', exact: true });
  expect(apart(readBack, await shown(other.locator('canvas')))).toBeGreaterThan(3);

  await page.getByRole('button', { name: 'Full screen' }).click();
  const play = page.getByRole('dialog', { name: 'Full screen' });
  const picture = play.getByRole('img');
  const frames = async (): Promise<number> => Number(await picture.getAttribute('data-frames'));
  await expect.poll(frames).toBeGreaterThan(3);
  await expect(picture).toHaveAttribute('data-way', 'drawn');
  const before = await shown(picture);
  await expect.poll(() => shown(picture)).not.toEqual(before);
  await page.keyboard.press('i');
  await expect(
    play.getByText(/\d+ frames a second, straight from the graphics card/),
  ).toBeVisible();

  await page.keyboard.press('Space');
  await expect(play.getByText('0 frames a second')).toBeVisible();
  const still = await frames();
  await page.waitForTimeout(500);
  expect(await frames()).toBe(still);
});
