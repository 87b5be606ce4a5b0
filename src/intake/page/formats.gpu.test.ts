import { describe, expect, it } from 'vitest';
import { skipReason } from '../../contract/skip-reasons';
import { ends, sourceFile, takeIn } from '../../testing/intake-harness';
import {
  canvasOf,
  emptyPng,
  encode,
  encodeBmp,
  quarters,
  quartersOf,
  turnJpeg,
  turnPng,
  turnWebp,
} from '../../testing/made-pictures';

const UPRIGHT = 'red green blue yellow';

/** What the viewer must do to a picture of each orientation, as the places of its quarters. */
const TURNED: Readonly<Record<number, string>> = {
  1: 'red green blue yellow',
  2: 'green red yellow blue',
  3: 'yellow blue green red',
  4: 'blue yellow red green',
  5: 'red blue green yellow',
  6: 'blue red yellow green',
  7: 'yellow green blue red',
  8: 'green yellow red blue',
};

describe('formats', () => {
  it('PNG, JPEG, WebP, BMP, SVG, whatever they are called [PIC2]', async () => {
    const canvas = quarters(120, 80);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 4"><path fill="red" d="M0 0h3v2H0z"/>' +
      '<path fill="lime" d="M3 0h3v2H3z"/><path fill="blue" d="M0 2h3v2H0z"/>' +
      '<path fill="yellow" d="M3 2h3v2H3z"/></svg>';
    const files = [
      sourceFile('png.jpg', await encode(canvas, 'image/png')),
      sourceFile('jpeg', await encode(canvas, 'image/jpeg')),
      sourceFile('webp.txt', await encode(canvas, 'image/webp')),
      sourceFile('bmp.png', encodeBmp(canvas)),
      sourceFile('svg.bmp', svg),
    ];
    for (const crop of ['centre', 'stretch'] as const) {
      const { record, store } = await takeIn(files, { imageSize: 32, crop });
      for (const { path } of files) {
        expect(`${path} ${quartersOf(store.picture(record, path), 32)}`).toBe(`${path} ${UPRIGHT}`);
      }
    }
  });

  it('each EXIF orientation [PIC4]', async () => {
    const canvas = quarters(96, 64);
    const [jpeg, webp, png] = [
      await encode(canvas, 'image/jpeg'),
      await encode(canvas, 'image/webp'),
      await encode(canvas, 'image/png'),
    ];
    const orientations = Object.keys(TURNED).map(Number);
    const files = orientations.flatMap((orientation) => [
      sourceFile(`${orientation}.jpg`, turnJpeg(jpeg, orientation)),
      sourceFile(`${orientation}.webp`, turnWebp(webp, 96, 64, orientation)),
      sourceFile(`${orientation}.png`, turnPng(png, orientation)),
    ]);
    const fit = await takeIn(files, { imageSize: 32, crop: 'fit' });
    const stretched = await takeIn(files, { imageSize: 32, crop: 'stretch' });
    for (const { record } of [fit, stretched]) {
      expect(record.skipped).toEqual([]);
      expect(record.count).toBe(3 * 8);
    }
    for (const { path } of files) {
      const orientation = Number.parseInt(path);
      const pixels = fit.store.picture(fit.record, path);
      // Padding tells that width and height, too, changed places.
      const corner = orientation >= 5 ? 16 * 32 + 2 : 2 * 32 + 16;
      expect([path, ...pixels.subarray(corner * 3, corner * 3 + 3)]).toEqual([path, 255, 255, 255]);
      const quarter = quartersOf(stretched.store.picture(stretched.record, path), 32);
      expect([path, quarter]).toEqual([path, TURNED[orientation]]);
    }
  });

  it('a large turned JPEG, reduced while it is decoded [PIC4]', async () => {
    const canvas = quarters(3000, 2000);
    for (const orientation of [1, 6]) {
      const jpeg = turnJpeg(await encode(canvas, 'image/jpeg'), orientation);
      const { record, store } = await takeIn([sourceFile('a.jpg', jpeg)], { aspectVariance: 0.6 });
      expect(quartersOf(store.picture(record, 'a.jpg'), 64)).toBe(TURNED[orientation]);
    }
    const turned = turnJpeg(await encode(canvas, 'image/jpeg'), 6);
    await expect(
      takeIn([sourceFile('a.jpg', turned)], { aspectVariance: 0.4 }),
    ).rejects.toMatchObject({
      params: { reason: skipReason('not-square', { width: 2000, height: 3000 }) },
    });
  });

  it('a fine pattern in a large picture becomes even grey', async () => {
    const canvas = canvasOf(2400, 2400, (x, y) => {
      const v = (x + y) % 2 ? 255 : 0;
      return [v, v, v, 255];
    });
    const file = sourceFile('a.png', await encode(canvas, 'image/png'));
    const { record, store } = await takeIn([file]);
    const pixels = store.picture(record, 'a.png');
    expect(Math.min(...pixels)).toBeGreaterThan(100);
    expect(Math.max(...pixels)).toBeLessThan(155);
  });

  it('grey and colour as one channel or three', async () => {
    const grey = canvasOf(20, 20, (x) => [x * 12, x * 12, x * 12, 255]);
    const file = sourceFile('a.png', await encode(grey, 'image/png'));
    const three = await takeIn([file], { imageSize: 16 });
    const one = await takeIn([file], { imageSize: 16, channels: 1 });
    const rgb = three.store.picture(three.record, 'a.png');
    const single = one.store.picture(one.record, 'a.png');
    single.forEach((value, i) => {
      expect([...rgb.subarray(3 * i, 3 * i + 3)]).toEqual([value, value, value]);
    });
  });

  it('transparency lies on the chosen colour, and so does padding [PIC5]', async () => {
    const half = canvasOf(40, 20, (x) => [255, 255, 255, x < 20 ? 0 : 255]);
    const file = sourceFile('a.png', await encode(half, 'image/png'));
    const { record, store } = await takeIn([file], {
      imageSize: 16,
      crop: 'fit',
      background: '#204060',
    });
    const pixels = store.picture(record, 'a.png');
    const at = (x: number, y: number) => [
      ...pixels.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3),
    ];
    expect(at(8, 1)).toEqual([0x20, 0x40, 0x60]);
    expect(at(2, 8)).toEqual([0x20, 0x40, 0x60]);
    expect(at(14, 8)).toEqual([255, 255, 255]);
  });
});

describe('files that are left out', () => {
  it('truncated, claiming too much, empty, or no pictures at all [PIC3] [PIC6] [PIC12]', async () => {
    const canvas = canvasOf(90, 70, (x, y) => [(x * 37) & 255, (y * 53) & 255, (x * y) & 255, 255]);
    const cut = async (type: 'image/png' | 'image/jpeg' | 'image/webp', part: number) => {
      const bytes = await encode(canvas, type);
      return bytes.subarray(0, Math.floor(bytes.length * part));
    };
    const bmp = encodeBmp(canvas);
    const { record, store } = await takeIn([
      sourceFile('fine.png', await encode(canvas, 'image/png')),
      sourceFile('half.png', await cut('image/png', 0.5)),
      sourceFile('most.jpg', await cut('image/jpeg', 0.97)),
      sourceFile('half.webp', await cut('image/webp', 0.5)),
      sourceFile('most.bmp', bmp.subarray(0, bmp.length - 10)),
      sourceFile('huge.png', emptyPng(65536, 65536)),
      sourceFile('no-data.png', emptyPng(50, 50)),
      sourceFile('empty.jpg'),
      sourceFile('page.jpg', '<!doctype html><title>404</title>'),
      sourceFile('bad.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><g>'),
    ]);
    expect(Object.fromEntries(ends(record, store))).toEqual({
      'fine.png': 'ready',
      'half.png': skipReason('cut-short', { format: 'PNG' }),
      'most.jpg': skipReason('cut-short', { format: 'JPEG' }),
      'half.webp': skipReason('cut-short', { format: 'WebP' }),
      'most.bmp': skipReason('cut-short', { format: 'BMP' }),
      'huge.png': skipReason('too-many-pixels', { width: 65536, height: 65536 }),
      'no-data.png': skipReason('damaged', { format: 'PNG' }),
      'empty.jpg': skipReason('empty'),
      'page.jpg': skipReason('unreadable', { kind: 'html' }),
      'bad.svg': skipReason('svg'),
    });
  });

  it('too small and too far from square, where that is asked for', async () => {
    const file = async (path: string, w: number, h: number) =>
      sourceFile(path, await encode(quarters(w, h), 'image/png'));
    const files = [
      await file('small.png', 100, 31),
      await file('long.png', 40, 61),
      await file('good.png', 40, 60),
    ];
    const { record, store } = await takeIn(files, {
      imageSize: 32,
      ignoreSmaller: true,
      aspectVariance: 0.5,
    });
    expect(Object.fromEntries(ends(record, store))).toEqual({
      'small.png': skipReason('too-small', { width: 100, height: 31, least: 32 }),
      'long.png': skipReason('not-square', { width: 40, height: 61 }),
      'good.png': 'ready',
    });
  });

  it('an SVG loads nothing from outside itself', async () => {
    const asked: string[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) asked.push(entry.name);
    });
    observer.observe({ type: 'resource' });
    const address = `${location.origin}/outside-${Math.random()}.png`;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><style>@import "${address}";</style>` +
      `<image href="${address}" width="32" height="32"/><script>fetch("${address}")</script>` +
      '<rect width="32" height="32" fill="#102030"/></svg>';
    const { record, store } = await takeIn([sourceFile('a.svg', svg)], { imageSize: 16 });
    expect([...store.picture(record, 'a.svg').subarray(0, 3)]).toEqual([0x10, 0x20, 0x30]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    observer.disconnect();
    expect(asked.filter((name) => name.includes('outside-'))).toEqual([]);
  });
});
