import type { Page } from '@playwright/test';
import { serveUnder } from './support/static-server';
import { expect, test } from './support/studio';

test.describe('a plain static host, under a sub-path, without special headers', () => {
  let host: Awaited<ReturnType<typeof serveUnder>>;
  test.use({
    baseURL: async ({}, use) => {
      host = await serveUnder('/some/where/atelier/');
      await use(host.url);
      await host.close();
    },
  });

  test('trains, and loads all it needs from there [PAGE1]', async ({ page }) => {
    await page.goto(
      './#imageSize=16&width=8&latentSize=8&batchSize=64&epochs=1&engine=wasm&sampleCount=4',
    );
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.getByRole('button', { name: 'Try with sample pictures' }).click();
    await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible({
      timeout: 120_000,
    });
  });
});

/**
 * A headless browser shows every tab, so what hiding does to a page is done to it by hand: it is
 * told, frames stop, and timers run at most once a second.
 */
async function hideable(page: Page): Promise<(hidden: boolean) => Promise<void>> {
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

test('a hidden tab goes on training [TRN9]', async ({ page }) => {
  const hide = await hideable(page);
  await page.goto(
    './#imageSize=16&width=8&latentSize=8&batchSize=64&epochs=5000&engine=wasm&sampleCount=4&sampleEvery=100',
  );
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const bar = page.getByRole('progressbar', { name: 'Training progress' });
  await expect(bar).toBeVisible({ timeout: 60_000 });
  const step = async (): Promise<number> =>
    Number(/step ([\d,]+)/i.exec(await page.locator('main').innerText())?.[1]?.replace(/,/g, ''));
  await expect.poll(step).toBeGreaterThan(5);

  await hide(true);
  const before = await step();
  await page.waitForTimeout(4000);
  expect(await step(), 'steps while hidden').toBeGreaterThan(before + 5);
  await hide(false);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Download generator' })).toBeVisible();
});
