import type { Locator, Page } from '@playwright/test';
import { decodePng } from './support/pixels';
import { expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

type Rgb = readonly [number, number, number];

/** The colours of a place on the page and of a little around it, by how much of it they take, the commonest first. */
async function colours(page: Page, place: Locator): Promise<{ rgb: Rgb; share: number }[]> {
  await place.scrollIntoViewIfNeeded();
  const box = (await place.boundingBox())!;
  const clip = { x: box.x - 4, y: box.y - 4, width: box.width + 8, height: box.height + 8 };
  const { rgba } = await decodePng(page, await page.screenshot({ animations: 'disabled', clip }));
  const counts = new Map<string, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const key = rgba.slice(at, at + 3).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => {
      const [red = 0, green = 0, blue = 0] = key.split(' ').map(Number);
      return { rgb: [red, green, blue] as const, share: (4 * count) / rgba.length };
    })
    .sort((a, b) => b.share - a.share);
}

/** Relative luminance, as the WCAG have it. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: Rgb, other: Rgb): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** Some of the place is to be told from the rest of it. */
async function expectSeen(page: Page, place: Locator, what: string): Promise<void> {
  const [ground, ...others] = await colours(page, place);
  const seen = others.filter(({ rgb }) => contrast(rgb, ground!.rgb) >= 3);
  const share = seen.reduce((sum, one) => sum + one.share, 0);
  expect(share, `${what} is seen`).toBeGreaterThan(0.01);
}

/** Two places, or one at two times, look different. */
async function expectOther(page: Page, one: Buffer, other: Buffer, what: string): Promise<void> {
  const [a, b] = [await decodePng(page, one), await decodePng(page, other)];
  const size = Math.min(a.rgba.length, b.rgba.length) / 4;
  let different = 0;
  for (let i = 0; i < size; i++) {
    const at = (rgba: number[]): Rgb => [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
    if (contrast(at(a.rgba), at(b.rgba)) >= 2) different += 1;
  }
  expect(different / size, `${what} differ`).toBeGreaterThan(0.02);
}

test('what colours say is still to be told where the system sets them, dark or light [PAGE14]', async ({
  page,
}) => {
  await trainOnMade(page, smallRun({ epochs: 2 }));
  await finished(page);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectSeen(page, page.locator('.mantine-Progress-root').first(), 'the progress bar');

    const slider = page.getByRole('slider', { name: 'Epoch' });
    await slider.focus();
    await page.keyboard.press('End');
    await expectSeen(page, slider, 'the slider');
    const newest = await slider.screenshot();
    await page.keyboard.press('Home');
    await expectOther(page, newest, await slider.screenshot(), 'two places of the slider');

    const log = page.locator('.mantine-Switch-root').filter({ hasText: 'log scale' });
    const track = log.locator('.mantine-Switch-track');
    await expectSeen(page, track, 'a switch that is off');
    const off = await track.screenshot();
    await track.click();
    await page.mouse.move(0, 0);
    await expectSeen(page, track, 'a switch that is on');
    await expectOther(page, off, await track.screenshot(), 'the states of a switch');
    await track.click();

    const legends = page.getByRole('region', { name: 'Losses' }).locator('header p > span');
    const styles = await legends.evaluateAll((spans) =>
      spans.map((span) => getComputedStyle(span, '::before').borderTopStyle),
    );
    expect(new Set(styles).size, 'the marks of both lines').toBe(2);

    const tabs = page.getByRole('navigation', { name: 'Rooms' });
    const edge = (name: string): Promise<string> =>
      tabs
        .getByRole('link', { name, exact: true })
        .evaluate((tab) => getComputedStyle(tab).borderBottomColor);
    expect(await edge('Train'), 'the room one is in').not.toBe(await edge('Runs'));
    const train = tabs.getByRole('link', { name: 'Train', exact: true });
    await expectSeen(page, train, 'the room one is in');

    const button = page.getByRole('button', { name: 'Settings', exact: true });
    await page.getByRole('button', { name: 'New run', exact: true }).focus();
    await page.keyboard.press('Tab');
    await expect(button).toBeFocused();
    const { outlineStyle, outlineWidth } = await button.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { outlineStyle, outlineWidth };
    });
    expect(outlineStyle, 'the focus').toBe('solid');
    expect(parseFloat(outlineWidth), 'the focus').toBeGreaterThanOrEqual(2);

    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    const tile = page.getByRole('button', { name: /^Picture 1,/ });
    await expect(tile).toBeVisible();
    const taken = await tile.screenshot();
    await tile.click();
    await expect(tile).toHaveAttribute('aria-pressed', 'false');
    await page.mouse.move(0, 0);
    await page.getByRole('button', { name: 'Choose files' }).focus();
    await expectOther(page, taken, await tile.screenshot(), 'a picture that is left out');
    await tile.click();
    await expect(tile).toHaveAttribute('aria-pressed', 'true');
    await tabs.getByRole('link', { name: 'Train', exact: true }).click();
  }
});
