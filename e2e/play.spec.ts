import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { watchAsking } from './support/fake-midi';
import { expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

/** Chromium's own microphone, which beeps once a second, and is allowed where a page asks for it. */
const launch = chromiumLaunch();
test.use({
  launchOptions: {
    ...launch,
    args: [...launch.args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

test('one picture as large as the screen walks on without an end; keys, touch, knobs and sound lead it [PLAY1] [PLAY2] [DRAW2] [DRAW5] [PERF1] [PERF2] [PERF3] [PERF4] [PERF5] [PERF7] [PERF8]', async ({
  page,
}) => {
  await watchAsking(page);
  await trainOnMade(page, smallRun({ epochs: 2, sampleEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await page.getByRole('button', { name: 'Full screen' }).click();
  const play = page.getByRole('dialog', { name: 'Full screen' });
  const picture = play.getByRole('img', { name: 'A walk through' });
  const pixels = (): Promise<string> =>
    picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const first = await pixels();
  await expect.poll(pixels).not.toBe(first);

  await expect(picture).toHaveAttribute('data-way', 'read-back');

  // Nothing is over it while hands rest, until one moves.
  const bar = play.getByRole('button', { name: 'Stand still' }).locator('..');
  await expect(bar).toHaveCSS('opacity', '0');
  await page.mouse.move(300, 300);
  await expect(bar).toHaveCSS('opacity', '1');

  // It stands still, and goes on, at Space; the next picture comes at an arrow.
  await page.keyboard.press('Space');
  await expect(play.getByRole('button', { name: 'Walk', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  const box = await picture.boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0 });
  await page.keyboard.press('k');
  await page.keyboard.press('Escape');
  await expect(play).toBeHidden();
  await expect(page.getByRole('img', { name: 'seed 0', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take Favourite 1' })).toBeVisible();

  // The panel opens at a key. Nothing is asked for before it is wanted.
  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.keyboard.press('m');
  const press = (button: Locator): Promise<void> =>
    // A hand that moves brings the panel back, at whatever moment it fades.
    expect(async () => {
      await page.keyboard.press('Shift');
      await button.click({ timeout: 2000 });
    }).toPass();
  const panel = play.getByRole('region', { name: 'Controls' });
  await press(panel.getByRole('button', { name: 'Find directions' }));
  const direction = panel.getByRole('slider', { name: 'Direction 1', exact: true });
  await expect(direction).toHaveValue('0');
  expect(await page.evaluate(() => window.watched.asked)).toEqual([]);

  // It stands still: what changes the picture is the knob.
  await press(panel.getByRole('button', { name: 'Walk or stand still', exact: true }));
  const send = (...bytes: number[]) =>
    page.evaluate((data) => window.watched.send('Knobs', data), bytes);
  await press(panel.getByRole('button', { name: 'Connect MIDI' }));
  await expect(panel.getByRole('list', { name: 'MIDI devices' })).toHaveText('Knobs');
  await press(panel.getByRole('button', { name: 'Learn a knob or a note for Direction 1' }));
  await send(0xb0, 21, 64);
  await expect(panel.getByText('CC 21, channel 1', { exact: true })).toBeVisible();
  await expect(direction).toHaveValue('0');
  const before = await settled(pixels);
  await send(0xb0, 21, 127);
  await expect(direction).toHaveValue('4');
  const after = await settled(pixels);
  expect(after).not.toBe(before);
  await send(0xb0, 21, 64);
  await expect(direction).toHaveValue('0');
  expect(await settled(pixels)).toBe(before);

  // An encoder is told by its steps, a pair of controllers by its second one; each can be chosen.
  await press(panel.getByRole('button', { name: 'Learn a knob or a note for Distance' }));
  for (const value of [1, 1, 1]) await send(0xb0, 30, value);
  const reads = panel.getByRole('combobox', { name: 'What the knob of Distance sends' });
  await expect(reads).toHaveValue('twos');
  const far = panel.getByRole('slider', { name: 'Distance', exact: true });
  await expect(far).toHaveValue('0.02');
  await send(0xb0, 30, 126);
  await expect(far).toHaveValue('0');
  await press(panel.getByRole('button', { name: 'Learn a knob or a note for Truncation' }));
  for (const [number, value] of [
    [7, 64],
    [39, 0],
  ] as const)
    await send(0xb0, number, value);
  const bold = panel.getByRole('slider', { name: 'Truncation', exact: true });
  await expect(panel.getByRole('combobox', { name: 'of Truncation sends' })).toHaveValue('fine');
  await expect(bold).toHaveValue('0.9');
  await expect(async () => {
    await page.keyboard.press('Shift');
    await reads.selectOption({ label: 'Steps (binary offset)' }, { timeout: 2000 });
  }).toPass();
  await send(0xb0, 30, 64 + 10);
  await expect(far).toHaveValue('0.08');
  await send(0xb0, 30, 0);
  await expect(far).toHaveValue('0');

  // A note goes on to the next picture; the device is another object once it is plugged in again.
  await press(panel.getByRole('button', { name: 'Learn a knob or a note for Next picture' }));
  await send(0x99, 36, 100);
  await send(0x99, 36, 0);
  await expect(panel.getByText('Note 36, channel 10', { exact: true })).toBeVisible();
  await page.evaluate(() => window.watched.unplug('Knobs'));
  await expect(panel.getByText('Not plugged in').first()).toBeVisible();
  await page.evaluate(() => window.watched.plug('Knobs'));
  await expect(panel.getByText('Not plugged in')).toHaveCount(0);
  await send(0x99, 36, 100);
  expect(await settled(pixels)).not.toBe(before);

  // The beep moves the meters and, by them, the picture.
  await press(panel.getByRole('button', { name: 'Use the microphone' }));
  const level = panel.getByRole('meter', { name: 'Level' });
  const most = (): Promise<number> => level.evaluate((meter) => (meter as HTMLMeterElement).value);
  await expect.poll(most, { intervals: [50] }).toBeGreaterThan(0.5);
  await panel.getByLabel('Sound that moves Distance').selectOption({ label: 'Level' });
  const still = await pixels();
  await expect.poll(pixels, { intervals: [50] }).not.toBe(still);
  expect(await page.evaluate(() => [...window.watched.asked, window.watched.live()])).toEqual([
    'midi',
    'microphone',
    1,
  ]);

  // All of it is there for a finger and for keys, on a phone as well.
  await page.setViewportSize({ width: 390, height: 844 });
  await press(panel.getByRole('button', { name: 'Forget the knob or note of Direction 1' }));
  await expect(panel.getByText('CC 21, channel 1', { exact: true })).toBeHidden();
  const distance = panel.getByRole('slider', { name: 'Distance', exact: true });
  await distance.focus();
  await page.keyboard.press('ArrowRight');
  await expect(distance).toHaveValue('0.01');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Hands rest: nothing is over the picture. Leaving lets the microphone go.
  await expect(panel).toHaveCSS('opacity', '0');
  await page.keyboard.press('Escape');
  await expect(play).toBeHidden();
  expect(await page.evaluate(() => window.watched.live())).toBe(0);

  // In the room knobs lead its own sliders, on a later visit as well, and nobody is asked.
  const room = page.getByRole('slider', { name: 'Truncation', exact: true });
  await send(0xb0, 7, 127);
  await send(0xb0, 39, 127);
  await expect(room).toHaveValue('1.5');
  await page.context().grantPermissions(['midi']);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.watched.asked)).toEqual(['midi']);
  await send(0xb0, 7, 0);
  await expect(room).toHaveValue('0.3');
});

/** Pictures once they change no more. */
async function settled(pixels: () => Promise<string>): Promise<string> {
  let before = '';
  await expect
    .poll(
      async () => {
        const [last, now] = [before, await pixels()];
        before = now;
        return now === last;
      },
      { intervals: [300] },
    )
    .toBe(true);
  return before;
}
