import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { landscape, scratch } from './support/folders';
import { expectSound } from './support/layout';
import { dropPaths, expect, pictures, test } from './support/studio';
import { finished, smallRun, takeMade } from './support/training';

const WIDE = 'W'.repeat(120);
const NAMES = {
  'a family of emoji': '👩‍👩‍👧‍👦'.repeat(10),
  'right to left': 'لوحاتالخريف'.repeat(10),
  'combining marks': `a${'\u0301\u0323\u0330'.repeat(12)}`.repeat(3),
};
const WIDTHS = [320, 390, 720, 1440];

async function rename(page: Page, of: 'set' | 'run', name: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^Rename the ${of} `) })
    .first()
    .click();
  await page.getByLabel(`Name of the ${of}`).fill(name);
  await page.keyboard.press('Enter');
}

const go = (page: Page, room: string): Promise<void> =>
  page.getByRole('link', { name: room, exact: true }).click();

/** Each room as it stands, at one width. */
async function walk(
  page: Page,
  width: number,
  what: string,
  rooms: readonly string[] = ['Pictures', 'Train', 'Runs'],
): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  for (const room of rooms) {
    await go(page, room);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    await expectSound(page, `${what}, ${room}, ${width} px`);
  }
}

test('names of any length push no control out of view [PAGE13]', async ({ page }) => {
  const top = join(scratch('names'), 'W'.repeat(200));
  let number = 0;
  for (const folder of ['', WIDE, 'm'.repeat(200)]) {
    mkdirSync(join(top, folder), { recursive: true });
    for (let i = 0; i < 4; i++) {
      writeFileSync(join(top, folder, `${WIDE}${i}.png`), landscape(number++, 16));
    }
  }
  writeFileSync(join(top, `${WIDE}.txt`), 'no picture');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await takeMade(page, smallRun({ epochs: 1, batchSize: 8 }));
  await dropPaths(page, [top]);
  await expect(page.getByRole('status').getByText(pictures(12))).toBeVisible();
  await go(page, 'Train');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
  await rename(page, 'run', WIDE);
  await go(page, 'Pictures');
  await page.getByRole('button', { name: '3 folders' }).click();

  for (const width of WIDTHS) {
    await walk(page, width, 'wide letters');
    await go(page, 'Pictures');
    await page.getByRole('button', { name: '1 file skipped' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page, `skipped files, ${width} px`);
    await page.keyboard.press('Escape');
    await go(page, 'Runs');
    await page.getByRole('button', { name: /^More for / }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectSound(page, `a run's menu, ${width} px`);
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('log', { name: 'Notices' })).toContainText('was deleted');
    await expectSound(page, `a notice, ${width} px`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Open (?!a file)/ }).click();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page, `settings of the run, ${width} px`);
    await page.keyboard.press('Escape');
  }
  for (const [what, name] of Object.entries(NAMES)) {
    await go(page, 'Pictures');
    await rename(page, 'set', name);
    await go(page, 'Runs');
    await rename(page, 'run', name);
    for (const width of [320, 1440]) await walk(page, width, what);
  }
  // Before a run, the set's name is the heading; the other rooms are as they were.
  await go(page, 'Train');
  await page.getByRole('button', { name: 'New run', exact: true }).click();
  for (const name of [WIDE, ...Object.values(NAMES)]) {
    await go(page, 'Pictures');
    await rename(page, 'set', name);
    for (const width of WIDTHS) await walk(page, width, 'before a run', ['Train']);
  }
});
