import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { zipNames } from './support/generator';
import { tabTo } from './support/keys';
import { START, dropPaths, expect, test } from './support/studio';

/** A run with generators of 16 px, so that none has to be trained. */
const PROJECT = resolve('src/testing/fixtures/projects/version-9.atelier');

/** Opens Explore by `open`, once the run has come. */
async function bringIn(page: Page): Promise<void> {
  await page.goto(START);
  await dropPaths(page, [PROJECT]);
  await expect(page.getByRole('heading', { name: 'Discs' })).toBeVisible();
}

const hand = (page: Page) => page.getByRole('region', { name: 'Picture in hand' });
const inHand = (page: Page, name: string | RegExp) =>
  expect(hand(page).getByRole('img', { name }).first()).toBeVisible();

test('the room Explore is played with the keyboard alone [EXP13] [PAGE2]', async ({ page }) => {
  await bringIn(page);
  await tabTo(page, 'Explore');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Take seed 0', exact: true })).toBeVisible();
  await tabTo(page, 'Take seed 0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Take seed 2', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await inHand(page, 'seed 2');
  await tabTo(page, 'Favourite');
  await page.keyboard.press('Enter');
  // Two came with the project.
  await expect(page.getByRole('button', { name: 'Delete Favourite 3' })).toBeVisible();
  await tabTo(page, 'More like this');
  await page.keyboard.press('Enter');
  const distance = page.getByRole('slider', { name: 'How far' });
  await expect(distance).toBeVisible();
  const before = await distance.inputValue();
  await tabTo(page, 'How far');
  await page.keyboard.press('ArrowRight');
  expect(Number(await distance.inputValue())).toBeGreaterThan(Number(before));
  await tabTo(page, 'Take suggestion 1');
  await page.keyboard.press('Enter');
  await inHand(page, 'one like seed 2');

  await page.getByRole('button', { name: 'Map', exact: true }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Map');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
  }
  await inHand(page, '0.4, 0.2 on the map');
  await page.getByRole('button', { name: 'Full screen' }).focus();
  await page.keyboard.press('Enter');
  const walk = page.getByRole('dialog');
  await expect(walk).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(walk).toBeHidden();
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the room Explore is played by touch; favourites are taken away [EXP7] [EXP13]', async ({
    page,
  }) => {
    // No person answers the picker.
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await bringIn(page);
    await page.getByRole('link', { name: 'Explore', exact: true }).tap();
    await page.getByRole('button', { name: 'Take seed 1', exact: true }).tap();
    await inHand(page, 'seed 1');
    await page.getByRole('button', { name: 'Children' }).tap();
    await page.getByRole('button', { name: 'Take seed 3', exact: true }).tap();
    await page.getByRole('button', { name: 'Take suggestion 2' }).tap();
    await inHand(page, 'a child of seed 1 and seed 3');
    await page.getByRole('button', { name: 'Favourite', exact: true }).tap();
    await expect(page.getByRole('button', { name: 'Delete Favourite 3' })).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download favourites' }).tap();
    const archive = await download;
    expect(archive.suggestedFilename()).toContain('Discs, favourites');
    expect((await zipNames(await archive.path())).sort()).toEqual([
      'favourite_001_Moon 0.png',
      'favourite_002_Moon 1.png',
      'favourite_003_Favourite 3.png',
    ]);
    await page.getByRole('button', { name: 'Find directions' }).tap();
    await expect(page.getByRole('slider', { name: 'Direction 1', exact: true })).toBeVisible();

    await page.getByRole('button', { name: 'Map', exact: true }).tap();
    const map = page.getByRole('group', { name: 'Map' });
    await drag(page, map, { right: -120, below: -60 });
    await expect(page).toHaveURL(/map=0\.\d+%2C0\.\d+/);
    const { x, y, width, height } = (await map.boundingBox())!;
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await inHand(page, /on the map/);
    // Nothing is wider than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

/** A finger that is set down in the middle of an element, moves and is lifted. */
async function drag(
  page: Page,
  on: ReturnType<Page['getByRole']>,
  by: { readonly right: number; readonly below: number },
): Promise<void> {
  await on.scrollIntoViewIfNeeded();
  const box = (await on.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const client = await page.context().newCDPSession(page);
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let part = 1; part <= 6; part++) {
    const touchPoints = [{ x: x + (by.right * part) / 6, y: y + (by.below * part) / 6 }];
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await client.detach();
}
