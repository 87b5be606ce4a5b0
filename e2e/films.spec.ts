import { readFileSync } from 'node:fs';
import { readGif } from '../src/testing/read-gif';
import type { Page } from '@playwright/test';
import { expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

/** Enough to see every frame of. */
const SECONDS = 1;
const SPEED = 8;
const WIDTH = 64;

interface Choice {
  readonly kind: string;
  readonly format: string;
  readonly pictures?: string;
}

/** Makes the film in the dialog that is open. @returns the file's name and bytes. */
async function make(page: Page, { kind, format, pictures = '1' }: Choice) {
  const dialog = page.getByRole('dialog', { name: 'Make a film' });
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption(kind);
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
  await dialog.getByRole('textbox', { name: 'Seconds', exact: true }).fill(String(SECONDS));
  await dialog.getByRole('textbox', { name: 'Frames per second' }).fill(String(SPEED));
  await dialog.getByRole('textbox', { name: 'Width' }).fill(String(WIDTH));
  await dialog.getByRole('textbox', { name: 'Width' }).press('Enter');
  await dialog.getByRole('combobox', { name: 'Pictures' }).selectOption(pictures);
  await expect(dialog.getByText(/64 × 64 pixels, 8 frames/)).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** A video as a player shows it: its size, its seconds, and the pixels in the middle of each frame. The
 *  studio's own policy lets it play nothing, so a blank page does. */
async function played(studio: Page, bytes: Buffer, type: string) {
  const page = await studio.context().newPage();
  const shown = await page.evaluate(
    async ({ base64, type, frames, speed }) => {
      const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([raw], { type }));
      const video = document.createElement('video');
      video.muted = true;
      const heard = (name: string) =>
        new Promise<void>((resolve, reject) => {
          video.addEventListener(name, () => resolve(), { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), {
            once: true,
          });
        });
      const loaded = heard('loadeddata');
      video.src = url;
      await loaded;
      const { videoWidth: width, videoHeight: height, duration } = video;
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      const shown: number[][] = [];
      for (let frame = 0; frame < frames; frame++) {
        const seeked = heard('seeked');
        video.currentTime = (frame + 0.5) / speed;
        await seeked;
        // What was sought is not always drawn at once.
        await new Promise((resolve) => setTimeout(resolve, 100));
        context.drawImage(video, 0, 0);
        shown.push([...context.getImageData(0, 0, width, height).data]);
      }
      URL.revokeObjectURL(url);
      return { width, height, duration, shown };
    },
    { base64: bytes.toString('base64'), type, frames: SECONDS * SPEED, speed: SPEED },
  );
  await page.close();
  return shown;
}

/** What stands in the file that was asked for, once the film is made: not before its stream is closed. */
async function chosen(page: Page): Promise<Buffer> {
  let bytes: number[] = [];
  const read = async (): Promise<number> => {
    bytes = await page.evaluate(async () => {
      const directory = await navigator.storage.getDirectory();
      const file = await (await directory.getFileHandle('chosen', { create: true })).getFile();
      return [...new Uint8Array(await file.arrayBuffer())];
    });
    return bytes.length;
  };
  await expect.poll(read, { timeout: 60_000 }).toBeGreaterThan(0);
  await page.evaluate(async () => {
    await (await navigator.storage.getDirectory()).removeEntry('chosen');
  });
  return Buffer.from(bytes);
}

/** How far frames are from the next one, the last from the first: means of their channels. */
function steps(frames: readonly ArrayLike<number>[]): number[] {
  return frames.map((frame, i) => {
    const next = frames[(i + 1) % frames.length]!;
    let sum = 0;
    for (let at = 0; at < frame.length; at++) sum += Math.abs(frame[at]! - next[at]!);
    return sum / frame.length;
  });
}

/** Left, top, right and bottom of what is red. */
function redBox(rgba: ArrayLike<number>): number[] {
  const red = Array.from({ length: rgba.length / 4 }, (_, i) => i).filter(
    (i) => rgba[4 * i]! > 200 && rgba[4 * i + 1]! < 60 && rgba[4 * i + 2]! < 60,
  );
  const [xs, ys] = [red.map((i) => i % WIDTH), red.map((i) => Math.floor(i / WIDTH))];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Every frame differs from the next, and the last is as close to the first as any is to its next. */
function expectLoop(frames: readonly ArrayLike<number>[]): void {
  const all = steps(frames);
  const last = all.pop()!;
  expect(Math.min(...all, last)).toBeGreaterThan(0.2);
  expect(last).toBeLessThan(1.5 * Math.max(...all));
}

test('walks and learning become films: MP4, WebM and GIF with their frames, sizes and seconds; a walk loops [FILM1] [FILM2] [FILM3] [FILM5] [FILM6] [FILM7] [FILM8] [FILM11] [FILM12] [SIGN5]', async ({
  page,
}) => {
  test.setTimeout(300_000);
  // A headless browser has no dialog to choose a file in.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await trainOnMade(page, smallRun({ epochs: 4, saveEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Make a film' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a film' });
  await expect(dialog.getByRole('group', { name: 'Preview' }).getByRole('img')).toHaveCount(6);
  await dialog.getByRole('button', { name: 'Play the preview' }).click();
  const player = dialog.getByRole('img', { name: 'The film, as it plays' });
  const shown = () => player.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const seen = new Set<string>();
  // Blank at first, then one frame after the other.
  await expect.poll(async () => seen.add(await shown()).size).toBeGreaterThan(3);
  await dialog.getByRole('button', { name: 'Stop the preview' }).click();
  await expect(player).toBeHidden();

  // A grid is seen as one: of 16 pixels, two beside each other.
  await dialog.getByRole('combobox', { name: 'Pictures' }).selectOption('2');
  const last = dialog.getByRole('group', { name: 'Preview' }).getByRole('img').last();
  await expect(last).toHaveJSProperty('width', 32);
  const cells = await last.evaluate((canvas) => {
    const context = (canvas as HTMLCanvasElement).getContext('2d')!;
    const at = [0, 1, 2, 3].map((i) => context.getImageData(16 * (i % 2), 16 * (i >> 1), 16, 16));
    return at.map(({ data }) => data.join());
  });
  expect(new Set(cells).size).toBe(4);

  for (const [format, type] of [
    ['mp4', 'video/mp4'],
    ['webm', 'video/webm'],
  ] as const) {
    const { name, bytes } = await make(page, { kind: 'walk', format });
    expect(name).toMatch(new RegExp(`, walk, epoch \\d+\\.${format}$`));
    expect(bytes.includes('Made with Atelier. From seed 0.')).toBe(true);
    const film = await played(page, bytes, type);
    expect([film.width, film.height]).toEqual([WIDTH, WIDTH]);
    expect(film.duration).toBeCloseTo(SECONDS, 2);
    expectLoop(film.shown);
  }

  const learning = await make(page, { kind: 'learning', format: 'gif', pictures: '2' });
  expect(learning.name).toMatch(/, learning, epochs 1 to 4\.gif$/);
  const gif = readGif(learning.bytes);
  expect(gif).toMatchObject({ width: WIDTH, height: WIDTH, repeat: 0 });
  expect(gif.frames).toHaveLength(SECONDS * SPEED);
  expect(gif.frames.reduce((sum, { delay }) => sum + delay, 0)).toBe(100 * SECONDS);
  expect(gif.comment).toMatch(/Made with Atelier\. From seed 0, seed 1, seed 2 and seed 3\.$/);
  expect(Math.min(...steps(gif.frames.map(({ rgba }) => rgba)))).toBeGreaterThan(0);

  // Where a browser asks for a file, frames are written there as they are made.
  await page.evaluate(() => {
    const showSaveFilePicker = async (): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle('chosen', { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
  for (const format of ['gif', 'mp4']) {
    await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    const bytes = await chosen(page);
    if (format === 'gif') expect(readGif(bytes).frames).toHaveLength(SECONDS * SPEED);
    else expect((await played(page, bytes, 'video/mp4')).duration).toBeCloseTo(SECONDS, 2);
  }
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));

  const walk = await make(page, { kind: 'walk', format: 'gif' });
  expectLoop(readGif(walk.bytes).frames.map(({ rgba }) => rgba));

  // Signed, every frame is so at one place: of 64 pixels, half from the edges of the top left corner.
  await page.keyboard.press('Escape');
  const sign = page.getByRole('dialog', { name: 'Sign' });
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await sign.getByRole('textbox', { name: 'Text' }).fill('Ада');
  await sign.getByRole('switch', { name: 'Sign what I download' }).check();
  await sign.getByRole('combobox', { name: 'Place' }).selectOption('top-left');
  await sign.getByRole('combobox', { name: 'Ink' }).selectOption('chosen');
  await sign.getByLabel('Colour').fill('#ff0000');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Make a film' }).click();
  await expect(dialog.getByText('It will be signed.')).toBeVisible();
  const signed = readGif((await make(page, { kind: 'walk', format: 'gif', pictures: '2' })).bytes);
  expect(signed.comment).toMatch(/ Signed: Ада\.$/);
  const reds = signed.frames.map(({ rgba }) => redBox(rgba));
  expect(reds[0]!.every((side) => side >= 2 && side < 24)).toBe(true);
  for (const box of reds) expect(box).toEqual(reds[0]);

  // A film of favourites says what it lacks; a long one is cancelled.
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('favourites');
  await expect(dialog.getByRole('alert')).toContainText('2 favourites at least');
  await expect(dialog.getByRole('button', { name: 'Make', exact: true })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('growing');
  await dialog.getByRole('textbox', { name: 'Seconds', exact: true }).fill('600');
  await dialog.getByRole('textbox', { name: 'Width' }).fill('1024');
  await dialog.getByRole('textbox', { name: 'Width' }).press('Enter');
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  const bar = dialog.getByRole('progressbar', { name: 'Making the film' });
  await expect(bar).toBeVisible();
  await expect(dialog.getByText(/^\d+ of 4,800 frames$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Film: / })).toBeVisible();
  await page.getByRole('button', { name: /^Film: / }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toBeHidden();
  await expect(dialog.getByRole('button', { name: 'Make', exact: true })).toBeEnabled();

  // Two favourites fade into each other: half way, a frame is the mean of both.
  await page.keyboard.press('Escape');
  for (const seed of [3, 5]) {
    await page.getByRole('button', { name: `Take seed ${seed}`, exact: true }).click();
    await page.getByRole('button', { name: 'Favourite', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Delete Favourite/ })).toHaveCount(
      (seed - 1) / 2,
    );
  }
  await page.getByRole('button', { name: 'Make a film' }).click();
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('favourites');
  await dialog.getByRole('combobox', { name: 'Pace' }).selectOption('linear');
  await dialog.getByRole('checkbox', { name: 'Cross-fade pictures instead of morphing' }).check();
  const faded = readGif((await make(page, { kind: 'favourites', format: 'gif' })).bytes);
  const [one, half, other] = [0, 2, 4].map((frame) => faded.frames[frame]!.rgba);
  const mean = Array.from(one!, (value, i) => (value + other![i]!) / 2);
  const apart = steps([one!, other!])[0]!;
  expect(apart).toBeGreaterThan(2);
  // What is left is the palette's.
  expect(steps([half!, mean])[0]).toBeLessThan(apart / 2);
});
