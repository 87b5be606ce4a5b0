import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect } from './studio';

/**
 * Opens a file of the disk as a page, without a network.
 * @param query what stands behind its name, as "?a=b#c".
 * @returns the page, and what it complained of or asked an address for.
 */
export async function openFile(
  browser: Browser,
  path: string,
  query = '',
): Promise<{ page: Page; complaints: string[] }> {
  // Not that of the studio, which is watched for requests to other places.
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(path).href + query);
  return { page, complaints };
}

/** What is on the page's canvas, uint8 [height, width, 4]. */
export async function canvasPixels(page: Page): Promise<Uint8ClampedArray> {
  const values = await page.evaluate(() => {
    const canvas = document.querySelector('canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return [...data];
  });
  return Uint8ClampedArray.from(values);
}

/** Pictures that are the same but for rounding: at most one of 255 apart. */
export function expectSamePixels(
  rgba: Uint8ClampedArray,
  expected: Float32Array,
  channels: number,
): void {
  expect(rgba.length / 4).toBe(expected.length / channels);
  const apart = expected.reduce((most, value, p) => {
    const shown = rgba[Math.floor(p / channels) * 4 + (p % channels)]!;
    return Math.max(most, Math.abs(shown - value));
  }, 0);
  expect(apart).toBeLessThanOrEqual(1);
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
}
