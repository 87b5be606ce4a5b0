import { serveUnder } from './support/static-server';
import { expect, test } from './support/studio';
import { hideable, smallRun, step, trainOnMade } from './support/training';

test.use({ serviceWorkers: 'allow' });

test.describe('a plain static host, under a sub-path, without special headers', () => {
  let host: Awaited<ReturnType<typeof serveUnder>>;
  test.use({
    baseURL: async ({}, use) => {
      host = await serveUnder('/some/where/atelier/');
      await use(host.url);
      await host.close();
    },
  });

  test('trains, and loads all it needs from there [PAGE1] @core', async ({ page }) => {
    await trainOnMade(page, smallRun({ epochs: 1 }));
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible({
      timeout: 120_000,
    });
  });
});

test('a hidden tab goes on training [TRN9]', async ({ page }) => {
  const hide = await hideable(page);
  await trainOnMade(page, smallRun({ epochs: 5000, sampleEvery: 100 }));
  const bar = page.getByRole('progressbar', { name: 'Training progress' });
  await expect(bar).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => step(page)).toBeGreaterThan(5);

  await hide(true);
  const before = await step(page);
  await expect.poll(() => step(page), 'steps while hidden').toBeGreaterThan(before + 5);
  await hide(false);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Download generator' })).toBeVisible();
});
