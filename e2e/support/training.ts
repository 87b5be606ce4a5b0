import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { landscapes, scratch } from './folders';
import { dropPaths, expect } from './studio';

/** A net small enough for two cores; a step takes a few hundredths of a second. Nothing is in it that a
 *  test did not ask for. */
const SMALL = {
  imageSize: 16,
  width: 8,
  latentSize: 8,
  batchSize: 16,
  augmentation: 'none',
  averageGenerator: 'false',
  keepBack: 'false',
  engine: 'wasm',
  sampleCount: 4,
  sampleEvery: 10,
};

/** Of made pictures: eight batches of a small run. */
const PICTURES = 128;
let made: string | undefined;

/** A settings link to a small run; on made pictures it takes eight steps an epoch. */
export const smallRun = (more: Readonly<Record<string, string | number>>): string =>
  `./#${new URLSearchParams(Object.entries({ ...SMALL, ...more }).map(([key, value]) => [key, String(value)]))}`;

/** Opens the link, and drops a set of pictures: in less time than it takes to paint the sample pictures. */
export async function takeMade(page: Page, link: string): Promise<void> {
  made ??= landscapes(PICTURES);
  await page.goto(link);
  await dropPaths(page, [made]);
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
}

/** A run of which the discriminator wins within some epochs: it learns 400 times as fast. */
export const ofWinningDiscriminator = smallRun({
  epochs: 5000,
  batchSize: 16,
  sampleEvery: 20,
  generatorLearningRate: 0.00001,
  discriminatorLearningRate: 0.004,
});

/** Takes made pictures and trains on them. */
export async function trainOnMade(page: Page, link: string): Promise<void> {
  await takeMade(page, link);
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
}

/** Takes the 480 sample pictures and trains on them. */
export async function trainOnSamples(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
}

/** The step that the open run shows; 0 where it shows none. */
export async function step(page: Page): Promise<number> {
  const text = await page.locator('main').innerText();
  return Number(/\bstep\s+([\d,]+)/i.exec(text)?.[1]?.replace(/,/g, '') ?? 0);
}

/** The run trains, and is beyond that step; an interrupted one shows how far it had come. */
export async function trained(page: Page, beyond: number): Promise<void> {
  await expect(page.locator('main').getByText('Running', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect.poll(() => step(page), { timeout: 60_000, intervals: [50] }).toBeGreaterThan(beyond);
}

/** The run's first checkpoint is there. */
export const saved = (page: Page): Promise<void> =>
  expect(page.getByText(/^Saved (just now|.* ago)/)).toBeVisible({ timeout: 60_000 });

export const finished = (page: Page): Promise<void> =>
  expect(page.locator('main').getByText('Finished', { exact: true })).toBeVisible({
    timeout: 240_000,
  });

/** Opens the newest run from the Runs room. */
export async function openNewestRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page
    .getByRole('button', { name: /^Open (?!a file)/ })
    .first()
    .click();
}

/** Presses a button that downloads. @returns where the file lies. */
export async function download(page: Page, press: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent('download');
  await press();
  const file = await coming;
  const path = join(scratch('download'), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** The curves of the open run as CSV. */
export const curvesOf = async (page: Page): Promise<string> =>
  readFileSync(
    await download(page, () => page.getByRole('button', { name: 'Download curves' }).click()),
    'utf8',
  );

/**
 * A headless browser shows every tab, so what hiding does to a page is done to it by hand: it is
 * told, frames stop, and timers run at most once a second. To be called before the page is opened.
 */
export async function hideable(page: Page): Promise<(hidden: boolean) => Promise<void>> {
  await page.addInitScript(() => {
    let hidden = false;
    const frame = window.requestAnimationFrame.bind(window);
    const timeout = window.setTimeout.bind(window);
    const waiting: FrameRequestCallback[] = [];
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.defineProperty(document, 'visibilityState', {
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    window.requestAnimationFrame = (callback) =>
      hidden ? -waiting.push(callback) : frame(callback);
    window.setTimeout = ((callback: () => void, delay = 0, ...rest: []) =>
      timeout(callback, hidden ? Math.max(1000, delay) : delay, ...rest)) as typeof setTimeout;
    Object.assign(window, {
      hideTab: (now: boolean) => {
        hidden = now;
        document.dispatchEvent(new Event('visibilitychange'));
        if (!now) for (const callback of waiting.splice(0)) frame(callback);
      },
    });
  });
  return (hidden) =>
    page.evaluate(
      (now) => (window as unknown as { hideTab: (now: boolean) => void }).hideTab(now),
      hidden,
    );
}
