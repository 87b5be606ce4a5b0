import { BlobReader, BlobWriter, ZipReader } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { beginPacking } from '../client/packing';
import type { MadePicture } from '../contract/made-picture';
import type { PackPlan } from '../contract/packing';
import { FIRST_SIGNATURE, type Signature, type StampImage } from '../contract/signature';
import { readCanvas } from '../data/pixels/read-back';
import { madeOfPng } from '../export/made-texts';
import { openWriter } from '../export/film/writer';
import { readPngTexts } from '../export/png-texts';
import { readGif } from '../testing/read-gif';
import { aRun, aSample } from '../testing/records';
import { exporterWith } from './exporter';
import { readStamp } from './read-stamp';

/** Files as they are written by their workers, decoded again by the browser. */

const SHAPE = { width: 96, height: 64 };
const quiet = (): void => undefined;
const never = new AbortController().signal;

/** Opaque greys, light above and dark below. */
const aPicture = ({ width, height } = SHAPE): Uint8ClampedArray<ArrayBuffer> =>
  Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : i < width * height * 2 ? 220 - (i % 3) : 40 + ((i >> 2) % 3),
  );
const made = (origin: string): MadePicture => ({
  ...{ run: { id: 'run', name: 'Run' }, epoch: 1, weights: 'weights', origin },
  ...{ truncation: 1, settings: '#imageSize=16' },
});

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

async function decoded(blob: Blob): Promise<Decoded> {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  return { width, height, rgba: pen.getImageData(0, 0, width, height).data };
}

/** The smallest box around all pixels that differ; null where none does. */
function changedBox(
  one: Uint8ClampedArray | Uint8Array,
  other: Uint8ClampedArray | Uint8Array,
  width: number,
) {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let i = 0; i < one.length; i++) {
    if (one[i] === other[i]) continue;
    const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return right < 0 ? null : { left, top, right: right + 1, bottom: bottom + 1 };
}

const RED: Signature = {
  ...{ ...FIRST_SIGNATURE, on: true, text: 'Кераган 画', ink: 'chosen', colour: '#ff0000' },
  ...{ opacity: 1, size: 0.5, margin: 0.0625 },
};
/** Blue, twice as wide as high. */
const SEAL: StampImage = {
  ...{ name: 'seal.png', width: 2, height: 1 },
  rgba: Uint8Array.of(0, 0, 255, 255, 0, 0, 255, 255),
};

async function single(signature: Signature | null, origin = 'seed(3)') {
  const pictures = [{ index: 0, rgba: aPicture(), made: made(origin) }];
  const source = { title: 'Run', shape: SHAPE, pictures };
  const exporter = exporterWith(() => Promise.resolve(signature));
  const { blob } = await exporter({ type: 'picture', source }, quiet, never);
  return { ...(await decoded(blob)), bytes: new Uint8Array(await blob.arrayBuffer()) };
}

describe('signing in a real browser', () => {
  it('[SIGN2] [SIGN6] a text lies in its corner, and all else is as it was', async () => {
    const plain = await single(null);
    expect([...plain.rgba]).toEqual([...aPicture()]);
    expect(readPngTexts(plain.bytes).map(({ keyword }) => keyword)).not.toContain('Signature');
    // 4 pixels of margin, and 32 of length.
    for (const place of ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const) {
      const { rgba, bytes } = await single({ ...RED, place });
      const box = changedBox(plain.rgba, rgba, SHAPE.width)!;
      const [right, bottom] = [place.endsWith('right'), place.startsWith('bottom')];
      expect(box.left, place).toBeGreaterThanOrEqual(right ? 96 - 4 - 32 : 4);
      expect(box.right, place).toBeLessThanOrEqual(right ? 96 - 4 : 4 + 32);
      expect(Math.abs(right ? 92 - box.right : box.left - 4), place).toBeLessThanOrEqual(2);
      expect(Math.abs(bottom ? 60 - box.bottom : box.top - 4), place).toBeLessThanOrEqual(2);
      expect(box.right - box.left, place).toBeGreaterThan(24);
      expect(readPngTexts(bytes)).toContainEqual({ keyword: 'Signature', text: 'Кераган 画' });
      expect(madeOfPng(bytes)?.origin).toBe('seed(3)');
    }
  });

  it('[SIGN2] [SIGN3] an image fills just its box, in its own colours, inked, turned', async () => {
    const seal = { ...RED, kind: 'image', image: SEAL } as const;
    const pixels = async (change: Partial<Signature>) => {
      const { rgba } = await single({ ...seal, ...change });
      const box = changedBox(aPicture(), rgba, SHAPE.width)!;
      const at = (Math.floor((box.top + box.bottom) / 2) * 96 + (box.left + box.right) / 2) * 4;
      return { box, colour: [...rgba.subarray(at, at + 3)] };
    };
    const place = { left: 60, top: 44, right: 92, bottom: 60 };
    expect(await pixels({ ink: 'own' })).toEqual({ box: place, colour: [0, 0, 255] });
    const inked = { ...SEAL, rgba: Uint8Array.of(9, 9, 9, 255, 0, 0, 0, 200) };
    expect((await pixels({ image: inked })).box).toEqual(place);
    expect((await pixels({ ink: 'own', opacity: 0.5 })).colour[2]).toBeGreaterThan(140);
    const turned = await pixels({ ink: 'own', angle: 90 });
    expect(turned).toEqual({
      box: { left: 76, top: 28, right: 92, bottom: 60 },
      colour: [0, 0, 255],
    });
    // Dark below takes the lightest of the picture, light above the darkest.
    const solid = { ...SEAL, rgba: Uint8Array.of(0, 0, 0, 255, 0, 0, 0, 255) };
    const below = await pixels({ ink: 'picture', image: solid });
    expect(below.colour[0]).toBeGreaterThan(217);
    const above = await pixels({ ink: 'picture', image: solid, place: 'top-left' });
    expect(above.colour[0]).toBeLessThan(43);
  });

  it('[SIGN2] at random is the same in the same picture, alone and in a ZIP; another elsewhere', async () => {
    const signature: Signature = { ...RED, place: 'random', size: 0.2 };
    const third = await single(signature);
    expect((await single(signature)).bytes).toEqual(third.bytes);
    const fourth = await single(signature, 'seed(4)');
    expect(changedBox(aPicture(), fourth.rgba, 96)).not.toEqual(
      changedBox(aPicture(), third.rgba, 96),
    );
    const files = await unzipped(await packed({ as: 'zip', signature }));
    const same = await decoded(new Blob([files.get('3.png')!]));
    expect([...same.rgba]).toEqual([...third.rgba]);
    expect(readPngTexts(files.get('4.png')!).at(-1)).toEqual({
      keyword: 'Signature',
      text: 'Кераган 画',
    });
  });

  it('[SIGN4] a contact sheet is signed once, as a whole', async () => {
    const bytes = await packed({ as: 'sheet', signature: null });
    const plain = await decoded(new Blob([bytes]));
    const signed = await packed({ as: 'sheet', signature: RED });
    const { rgba, width, height } = await decoded(new Blob([signed]));
    expect([width, height]).toEqual([192, 64]);
    const box = changedBox(plain.rgba, rgba, width)!;
    // Half of 64 long, 4 from the edges.
    expect(box.left).toBeGreaterThanOrEqual(192 - 4 - 32);
    expect([box.right <= 188, box.top > 32, box.bottom <= 60]).toEqual([true, true, true]);
    expect(readPngTexts(signed).at(-1)?.keyword).toBe('Signature');
  });

  it('[SIGN4] grids of samples are signed, PNGs among them too', async () => {
    const grid = async (type: string): Promise<Blob> => {
      const canvas = new OffscreenCanvas(64, 64);
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#ffffff';
      pen.fillRect(0, 0, 64, 64);
      return canvas.convertToBlob({ type, quality: 1 });
    };
    const samples = [
      aSample('run', 0, 0, { image: await grid('image/png') }),
      aSample('run', 1, 10, { image: await grid('image/webp') }),
    ];
    const exporter = exporterWith(() => Promise.resolve(RED));
    const order = { type: 'samples', source: { run: aRun('run'), samples } } as const;
    const { blob } = await exporter(order, quiet, never);
    const files = [...(await unzipped(new Uint8Array(await blob.arrayBuffer()))).values()];
    expect(files).toHaveLength(2);
    for (const file of files) {
      const { rgba, width } = await decoded(new Blob([file]));
      const box = changedBox(new Uint8ClampedArray(64 * 64 * 4).fill(255), rgba, width)!;
      expect([box.left >= 28, box.right <= 60, box.top > 32]).toEqual([true, true, true]);
      expect(readPngTexts(file)).toEqual([{ keyword: 'Signature', text: 'Кераган 画' }]);
    }
  });

  it('[SIGN5] a film is signed at one place in one ink, once for a grid', async () => {
    const shape = { width: 16, height: 16, channels: 1 } as const;
    // Each frame is of one grey, each cell another one.
    const frames = [60, 90, 120].map((grey) =>
      [0, 1, 2, 3].map((cell) =>
        new Uint8ClampedArray(16 * 16 * 4).map((_, i) => (i % 4 === 3 ? 255 : grey + 30 * cell)),
      ),
    );
    const film = async (signature: Signature | null) => {
      const look = {
        format: 'gif',
        framesPerSecond: 10,
        grid: 2,
        cell: { width: 48, height: 48 },
      } as const;
      const written = { look, shape, title: 'Film', comment: 'Made.', signature, to: null };
      const writer = await openWriter(written, () => Promise.resolve(frames.flat()), readCanvas);
      for (const cells of frames) await writer.add(cells);
      return readGif(new Uint8Array(await (await writer.finish())!.arrayBuffer()));
    };
    const plain = await film(null);
    const seal = { ...RED, kind: 'image', image: SEAL, place: 'random' } as const;
    const inked = { ...seal, ink: 'picture', image: { ...SEAL, rgba: SEAL.rgba.fill(0) } } as const;
    inked.image.rgba.set([0, 0, 0, 255], 0);
    inked.image.rgba.set([0, 0, 0, 200], 4);
    for (const signature of [
      inked,
      { ...seal, image: { ...SEAL, rgba: blue() }, ink: 'own' },
    ] as const) {
      const signed = await film(signature);
      const boxes = signed.frames.map(({ rgba }, i) =>
        signature.ink === 'own' ? blueBox(rgba, 96) : changedBox(plain.frames[i]!.rgba, rgba, 96),
      );
      expect(boxes[0]).not.toBeNull();
      expect(boxes[1]).toEqual(boxes[0]);
      expect(boxes[2]).toEqual(boxes[0]);
      const { left, right, top, bottom } = boxes[0]!;
      expect([right - left, bottom - top]).toEqual([48, 24]);
    }
  });

  it('[SIGN1] reads PNG, JPEG, WebP and SVG files, and says what others are', async () => {
    const drawn = async (type: string): Promise<File> => {
      const canvas = new OffscreenCanvas(40, 20);
      const pen = canvas.getContext('2d')!;
      if (type === 'image/jpeg') {
        pen.fillStyle = '#ffffff';
        pen.fillRect(0, 0, 40, 20);
      }
      pen.fillStyle = '#008000';
      pen.fillRect(10, 5, 20, 10);
      return new File([await canvas.convertToBlob({ type, quality: 1 })], 'seal');
    };
    for (const [type, width, height] of [
      ['image/png', 20, 10],
      ['image/webp', 20, 10],
      ['image/jpeg', 40, 20],
    ] as const) {
      expect(await readStamp(await drawn(type)), type).toMatchObject({
        name: 'seal',
        width,
        height,
      });
    }
    const svg = (inner: string): File =>
      new File(
        [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">${inner}</svg>`],
        'a.svg',
      );
    const vector = await readStamp(
      svg('<style>rect{fill:#008000}</style><rect width="4" height="4"/>'),
    );
    expect([vector.width, vector.height]).toEqual([512, 512]);
    expect([...vector.rgba.subarray(0, 4)]).toEqual([0, 128, 0, 255]);

    const refused = (file: File) => readStamp(file).then(quiet, (error: unknown) => error);
    expect(await refused(new File(['%PDF-1.7'], 'a.pdf'))).toMatchObject({
      code: 'stamp-not-image',
    });
    expect(await refused(new File([], 'empty.png'))).toMatchObject({ code: 'stamp-not-image' });
    expect(await refused(svg(''))).toMatchObject({ code: 'stamp-empty' });
    expect(await refused(svg('<rect'))).toMatchObject({ code: 'stamp-unreadable' });
    const half = (await drawn('image/png')).slice(0, 40);
    expect(await refused(new File([half], 'half.png'))).toMatchObject({
      code: 'stamp-unreadable',
      params: { file: 'half.png' },
    });
    const large = new File([new Uint8Array(33_000_000)], 'large.png');
    expect(await refused(large)).toMatchObject({ code: 'stamp-too-large' });
  });
});

const blue = (): Uint8Array<ArrayBuffer> => Uint8Array.of(0, 0, 255, 255, 0, 0, 255, 255);

/** The box around what is blue. */
const blueBox = (rgba: ArrayLike<number>, width: number) => {
  const is = Uint8Array.from({ length: rgba.length }, (_, i) => {
    const at = i - (i % 4);
    return rgba[at + 2]! > rgba[at]! + 60 ? 1 : 0;
  });
  return changedBox(new Uint8Array(is.length), is, width);
};

async function unzipped(archive: Uint8Array<ArrayBuffer>) {
  const reader = new ZipReader(new BlobReader(new Blob([archive])), { useWebWorkers: false });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const blob = await entry.getData(new BlobWriter());
    files.set(entry.filename, new Uint8Array(await blob.arrayBuffer()));
  }
  return files;
}

/** Two pictures by seed, 3 and 4, packed by the worker that packs. */
async function packed(
  change: Pick<PackPlan, 'as' | 'signature'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL('../worker/pack-worker.ts', import.meta.url), {
    type: 'module',
  });
  const packing = beginPacking(worker, { ...change, title: 'Run', shape: SHAPE, count: 2 }, null);
  await packing.add(
    [3, 4].map((seed) => ({
      ...{ name: `${seed}.png`, title: `seed ${seed}`, rgba: aPicture() },
      made: made(`seed(${seed})`),
    })),
  );
  return new Uint8Array(await (await packing.end())!.arrayBuffer());
}
