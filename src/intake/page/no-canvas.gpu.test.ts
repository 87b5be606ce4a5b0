import { squarePictures } from '../../contract/picture-shape';
import encodeAvif from '@jsquash/avif/encode.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_INTAKE, type IntakeOptions } from '../../contract/intake';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { preparePicture } from '../../data/decode/prepare';
import type { PictureKind } from '../../data/formats/sniff';
import { forgetReadBack, readBack, type ReadBack } from '../../data/pixels/read-back';
import { decodeStored } from '../../worker/decode-stored';
import { encodeGrid } from '../../worker/encode-grid';
import {
  canvasOf,
  encode,
  encodeBmp,
  turnJpeg,
  turnPng,
  turnWebp,
} from '../../testing/made-pictures';

/** Browsers whose canvases give back noise; this thread plays one. */

const svg = (): Promise<null> => Promise.resolve(null);
const hooks = {
  permit: () => Promise.resolve(() => undefined),
  draw: svg,
  watch: () => () => undefined,
};

async function prepared(
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
  change: Partial<IntakeOptions> = {},
): Promise<number[] | SkipReason> {
  const options = { ...DEFAULT_INTAKE, imageSize: 32, ...change };
  const result = await preparePicture(bytes, { type: 'picture', kind }, options, hooks);
  return result.kind === 'ready' ? [...result.pictures[0]!.pixels] : result.reason;
}

/** Puts noise into all that canvases give back, as such browsers do. */
function noisy(): void {
  const noise = (data: Uint8ClampedArray): void => data.forEach((v, i) => (data[i] = v ^ (i % 7)));
  // oxlint-disable-next-line typescript/unbound-method -- called with its canvas below
  const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
  vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'getImageData').mockImplementation(
    function (this: OffscreenCanvasRenderingContext2D, ...box) {
      const image = getImageData.apply(this, box);
      noise(image.data);
      return image;
    },
  );
  // oxlint-disable-next-line typescript/unbound-method -- called with its canvas below
  const { convertToBlob } = OffscreenCanvas.prototype;
  vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockImplementation(function (
    this: OffscreenCanvas,
    options,
  ) {
    const context = this.getContext('2d')!;
    const image = context.getImageData(0, 0, this.width, this.height);
    context.putImageData(image, 0, 0);
    return convertToBlob.call(this, options);
  });
}

async function play(way: ReadBack): Promise<void> {
  if (way !== 'canvas') noisy();
  if (way === 'none') vi.stubGlobal('VideoFrame', undefined);
  forgetReadBack();
  expect(await readBack()).toBe(way);
}

function honest(): void {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  forgetReadBack();
}
beforeEach(honest);
afterEach(honest);

/** Colours in slopes, so that every channel and both directions tell. */
const slopes = (alpha = 255): OffscreenCanvas =>
  canvasOf(90, 60, (x, y) => [x * 2, y * 4, 255 - x - y, alpha]);

/** What differs most between two pictures. */
const largest = (one: number[] | SkipReason, other: number[] | SkipReason): number =>
  Array.isArray(one) && Array.isArray(other)
    ? Math.max(...one.map((value, i) => Math.abs(value - other[i]!)))
    : Infinity;

async function files() {
  const canvas = slopes();
  const jpeg = await encode(canvas, 'image/jpeg');
  const webp = await encode(canvas, 'image/webp');
  const png = await encode(canvas, 'image/png');
  const image = canvas.getContext('2d')!.getImageData(0, 0, 90, 60);
  const avif = new Uint8Array(await encodeAvif(image, { quality: 90, speed: 10 }));
  return [
    ['png', png, 0],
    ['png', turnPng(png, 6), 0],
    ['png', await encode(slopes(120), 'image/png'), 1],
    ['webp', webp, 2],
    ['webp', turnWebp(webp, 90, 60, 8), 2],
    ['jpeg', jpeg, 2],
    ['jpeg', turnJpeg(jpeg, 6), 2],
    ['jpeg', turnJpeg(jpeg, 5), 2],
    ['avif', avif, 3],
  ] as const;
}

describe('where canvases give back noise', () => {
  it.each(['frame', 'none'] as const)(
    '[PIC21] pictures are as they would be without it, read by way of: %s',
    async (way) => {
      const made = await files();
      const wanted = await Promise.all(made.map(([kind, bytes]) => prepared(bytes, kind)));
      await play(way);
      for (const [i, [kind, bytes, tolerance]] of made.entries()) {
        const found = await prepared(bytes, kind);
        expect(largest(found, wanted[i]!), `${kind} ${i}`).toBeLessThanOrEqual(tolerance);
      }
    },
  );

  it('[PIC21] large pictures are reduced alike', async () => {
    const bytes = await encode(
      canvasOf(2600, 1700, (x, y) => [x / 11, y / 7, (x + y) / 18, 255]),
      'image/jpeg',
    );
    const wanted = await prepared(bytes, 'jpeg');
    await play('frame');
    expect(largest(await prepared(bytes, 'jpeg'), wanted)).toBeLessThanOrEqual(2);
    honest();
    await play('none');
    expect(largest(await prepared(bytes, 'jpeg'), wanted)).toBeLessThanOrEqual(4);
  });

  it('[PIC21] what cannot be read truly is refused by the name of the setting', async () => {
    const bmp = encodeBmp(slopes());
    const wanted = await prepared(bmp, 'bmp');
    await play('frame');
    expect(largest(await prepared(bmp, 'bmp'), wanted)).toBe(0);
    honest();
    await play('none');
    expect(await prepared(bmp, 'bmp')).toEqual(skipReason('no-read-back', { format: 'BMP' }));
    const drawing = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9"/>');
    expect(await prepared(drawing, 'svg')).toEqual(skipReason('no-read-back', { format: 'SVG' }));
    const damaged = new Uint8Array(await encode(slopes(), 'image/png'));
    damaged.fill(0xff, 60, damaged.length - 20);
    expect(await prepared(damaged, 'png'), 'a reason, not pixels').toEqual(
      skipReason('cut-short', { format: 'PNG' }),
    );
  });

  it('[OUT5] grids of samples hold true pixels, and are read back truly', async () => {
    const pixels = Uint8Array.from({ length: 5 * 8 * 8 * 3 }, (_, i) => (i * 31 + (i >> 3)) & 255);
    const smooth = Uint8Array.from({ length: 4 * 16 * 16 * 3 }, (_, i) => i >> 4);
    const webp = await encodeGrid(smooth, 2, 2, squarePictures(16, 3));
    expect(webp.type).toBe('image/webp');
    const wanted = await decodeStored(webp);
    await play('none');
    expect(largest([...(await decodeStored(webp)).data], [...wanted.data])).toBeLessThanOrEqual(2);
    const png = await encodeGrid(pixels, 3, 2, squarePictures(8, 3));
    expect(png.type).toBe('image/png');
    honest();
    const { width, height, data } = await decodeStored(png);
    expect([width, height]).toEqual([24, 16]);
    for (let i = 0; i < 5 * 64; i++) {
      const picture = Math.floor(i / 64);
      const [x, y] = [(picture % 3) * 8 + (i % 8), Math.floor(picture / 3) * 8 + ((i % 64) >> 3)];
      const at = (y * width + x) * 4;
      expect([...data.subarray(at, at + 3)]).toEqual([...pixels.subarray(i * 3, i * 3 + 3)]);
    }
    expect(data.at(-1), 'the empty place').toBe(0);
  });
});
