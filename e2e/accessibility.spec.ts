import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { smoke } from '../src/testing/smoke';
import { madeFolder } from './support/folders';
import { dropPaths, expect, test } from './support/studio';
import { smallRun } from './support/training';

type Scheme = 'light' | 'dark';

/** The rules that colours can break; no other hangs on whether a page is light or dark. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** By all rules in the first scheme, by those of colours in every other. */
async function expectNoViolation(
  page: Page,
  schemes: readonly Scheme[],
  where: string,
  /** Whether axe has to find a contrast that is good. */
  contrast = true,
): Promise<void> {
  // A room that is still being fetched has no heading yet.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  for (const [index, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const axe = new AxeBuilder({ page });
    const { violations, passes } = await (index === 0 ? axe : axe.withRules(OF_COLOURS)).analyze();
    if (contrast) expect(passes.map(({ id }) => id)).toContain('color-contrast');
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
  if (schemes.length > 1) await page.emulateMedia({ colorScheme: schemes[0]! });
}

const dropMade = (page: Page): Promise<void> => dropPaths(page, [madeFolder(64).path]);

const views = [
  { schemes: ['light', 'dark'], width: 360, tag: '' },
  { schemes: ['dark', 'light'], width: 1280, tag: ' @core' },
] as const;

for (const { schemes: both, width, tag } of views) {
  test(`no violation in any room, ${width} px wide [PAGE2]${tag}`, async ({ page }) => {
    const schemes = smoke<Scheme>(
      'colours on a narrow dark page and on a wide light one',
      [both[0]],
      both,
    );
    const expectSound = (where: string) => expectNoViolation(page, schemes, where);
    await page.emulateMedia({ colorScheme: both[0], reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(smallRun({ batchSize: 32, epochs: 2 }));
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await expectSound('Pictures, empty');
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expectSound('Runs, empty');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await expectSound('Train, empty');

    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await dropMade(page);
    await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
    await expectSound('Pictures, with a set');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'All settings' }).click();
    await expectSound('Train, settings');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('img', { name: 'Samples at epoch 2' })).toBeVisible({
      timeout: 120_000,
    });
    await expectSound('Train, finished');
    await page.getByRole('button', { name: 'New pictures', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'New pictures' })).toBeVisible();
    await expectSound('New pictures');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Open (?!a file)/ }).first()).toBeVisible();
    await expectSound('Runs, with a run');
    await page.getByRole('link', { name: 'Explore', exact: true }).click();
    await page.getByRole('button', { name: 'Take seed 0', exact: true }).click();
    await page.getByRole('button', { name: 'Favourite', exact: true }).click();
    await page.getByRole('button', { name: 'More like this' }).click();
    await page.getByRole('button', { name: 'Find directions' }).click();
    await expect(page.getByRole('slider', { name: 'Direction 1', exact: true })).toBeVisible();
    await expectSound('Explore, a picture in hand');
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await expectSound('Explore, the map');
    const dialog = page.getByRole('dialog');
    for (const name of ['Print size', 'Make a film', 'Sign']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(dialog).toBeVisible();
      await expectSound(name);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
    await page.getByRole('button', { name: 'Full screen', exact: true }).click();
    await page.keyboard.press('m');
    await expect(dialog.getByRole('region', { name: 'Controls' })).toBeVisible();
    // They lie over a picture, and fade: whether axe could tell their contrast is no matter.
    await expectNoViolation(page, schemes, 'Full screen, its controls', false);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, 'no sideways scrolling').toBeLessThanOrEqual(0);
  });
}
