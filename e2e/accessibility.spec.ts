import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { smoke } from '../src/testing/smoke';
import { expect, test } from './support/studio';

async function expectNoViolation(page: Page, where: string): Promise<void> {
  // A room that is still being fetched has no heading yet.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, where).toEqual([]);
}

const narrow = { scheme: 'light', width: 360 } as const;
const wide = { scheme: 'dark', width: 1280 } as const;
const views = smoke(
  'rules of accessibility on a wide light page and on a narrow dark one',
  [narrow, wide],
  [narrow, wide, { ...narrow, width: 1280 }, { ...wide, width: 360 }],
);

for (const { scheme, width } of views) {
  test(`no violation in any room, ${scheme}, ${width} px wide [PAGE2]`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(
      './#imageSize=16&width=8&latentSize=8&batchSize=32&epochs=2&engine=wasm&sampleCount=4',
    );
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await expectNoViolation(page, 'Pictures, empty');
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expectNoViolation(page, 'Runs, empty');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await expectNoViolation(page, 'Train, empty');

    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await page.getByRole('button', { name: 'Try with sample pictures' }).click();
    await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
    await expectNoViolation(page, 'Pictures, with a set');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'All settings' }).click();
    await expectNoViolation(page, 'Train, settings');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('img', { name: 'Samples at epoch 2' })).toBeVisible({
      timeout: 120_000,
    });
    await expectNoViolation(page, 'Train, finished');
    await page.getByRole('button', { name: 'New pictures', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'New pictures' })).toBeVisible();
    await expectNoViolation(page, 'New pictures');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Open (?!a file)/ }).first()).toBeVisible();
    await expectNoViolation(page, 'Runs, with a run');

    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, 'no sideways scrolling').toBeLessThanOrEqual(0);
  });
}
