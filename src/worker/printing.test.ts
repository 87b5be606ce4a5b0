import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { sheetLayout, type PrintOrder } from '../contract/print';
import { normal } from '../contract/random';
import { readPngTexts } from '../export/png-texts';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import { livelyWeights } from '../testing/lively-weights';
import { aGenerator } from '../testing/records';
import { referenceEngine } from '../testing/reference-engine';
import { referenceForward } from '../testing/reference-net';
import { makePrint } from './printing';

const { generator: spec } = buildGan({
  ...DEFAULT_SETTINGS,
  imageSize: 16,
  width: 8,
  latentSize: 6,
});
const weights = livelyWeights(spec, 2);
const latent = Float32Array.from(normal(5, 90, 0, 6));

/** The picture of the latent, uint8 [16, 16, 3]. */
const picture = [
  ...Uint8ClampedArray.from(
    referenceForward(spec, weights, { shape: [1, 6], values: Float64Array.from(latent) }).values,
    (value) => (value + 1) * 127.5,
  ),
];

const order = (change: Partial<PrintOrder>): PrintOrder => ({
  type: 'print',
  size: { width: 16, height: 16 },
  dpi: 300,
  title: 'A print',
  description: 'Enlarged.',
  made: null,
  signature: null,
  source: {
    way: 'paint',
    generator: { runId: 'run', epoch: 3, weights: 'weights' },
    engine: 'wasm',
    latent,
    times: 1,
    goingOn: 'wandering',
    seed: 1,
  },
  ...change,
});

const enlarge = (placing: 'border' | 'crop'): PrintOrder['source'] => {
  const rgba = Uint8ClampedArray.from({ length: 16 * 16 * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : picture[Math.floor(i / 4) * 3 + (i % 4)]!,
  );
  return { way: 'enlarge', shape: { width: 16, height: 16, channels: 3 }, rgba, placing };
};

/** Makes it, and reads the file. @returns rows uint8 [height][width * 3]. */
async function printed(wanted: PrintOrder) {
  const { engine, counts } = referenceEngine();
  const told: number[] = [];
  const blob = await makePrint(wanted, {
    readCanvas: () => Promise.reject(new Error('A canvas was read.')),
    openEngine: () => Promise.resolve(engine),
    openStorage: () =>
      Promise.resolve({
        generator: (runId: string, epoch: number) =>
          Promise.resolve(epoch === 3 ? { ...aGenerator(runId, epoch), spec, weights } : undefined),
      } as unknown as StudioStorage),
    progress: (done, total) => told.push(done / total),
  });
  const png = Buffer.from(await blob.arrayBuffer());
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect({ width, height }).toEqual(wanted.size);
  return { rows: pixelsOf(png, width, height), texts: readPngTexts(png), told, counts };
}

/** Undoes Paeth's guesses, by the standard's own words. */
function pixelsOf(png: Buffer, width: number, height: number): number[][] {
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const bytes = inflateSync(Buffer.concat(packed));
  const rows: number[][] = [];
  for (let y = 0; y < height; y++) {
    const line = bytes.subarray(y * (width * 3 + 1), (y + 1) * (width * 3 + 1));
    const row: number[] = [];
    for (let i = 0; i < width * 3; i++) {
      const [a, b, c] = [row[i - 3] ?? 0, rows[y - 1]?.[i] ?? 0, rows[y - 1]?.[i - 3] ?? 0];
      const near = [a, b, c].map((guess) => Math.abs(a + b - c - guess));
      const guess = near[0]! <= near[1]! && near[0]! <= near[2]! ? a : near[1]! <= near[2]! ? b : c;
      row.push((line[i + 1]! + guess) & 255);
    }
    rows.push(row);
  }
  return rows;
}

const apart = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

describe('making a print', () => {
  it('[PRINT2] a picture that is enlarged by 1 is the very picture; what is beside it is white', async () => {
    const { rows, texts, told, counts } = await printed(
      order({ size: { width: 16, height: 80 }, source: enlarge('border') }),
    );
    expect(rows.slice(32, 48).flat()).toEqual(picture);
    expect(new Set([...rows.slice(0, 32), ...rows.slice(48)].flat())).toEqual(new Set([255]));
    expect(texts).toEqual([
      { keyword: 'Software', text: 'Atelier' },
      { keyword: 'Title', text: 'A print' },
      { keyword: 'Description', text: 'Enlarged.' },
    ]);
    expect(told).toEqual([0.8, 1]);
    expect(counts.opened, 'no engine is opened').toBe(0);
  });

  it('[PRINT2] fills the paper where that is wanted', async () => {
    const { rows } = await printed(
      order({ size: { width: 8, height: 16 }, source: enlarge('crop') }),
    );
    const middle = Array.from({ length: 16 }, (_, y) =>
      picture.slice((y * 16 + 4) * 3, (y * 16 + 12) * 3),
    );
    expect(rows).toEqual(middle);
  });

  it('[PRINT4] what a generator paints within its frame is the very picture', async () => {
    const { rows, told } = await printed(order({}));
    expect(apart(rows.flat(), picture)).toBeLessThanOrEqual(1);
    expect(told).toEqual([1]);
  });

  it('[PRINT3] a generator paints beyond the frame: the picture in the middle, others around it', async () => {
    const source = order({}).source;
    if (source.way !== 'paint') throw new Error('It paints.');
    const size = { width: 48, height: 48 };
    const wide = async (change: Partial<typeof source>) =>
      (await printed(order({ size, source: { ...source, times: 3, ...change } }))).rows;
    const wandering = await wide({});
    const middle = wandering.slice(21, 27).map((row) => row.slice(21 * 3, 27 * 3));
    const own = Array.from({ length: 6 }, (_, y) =>
      picture.slice(((5 + y) * 16 + 5) * 3, ((5 + y) * 16 + 11) * 3),
    );
    // The net sees no further than four pixels.
    expect(apart(middle.flat(), own.flat())).toBeLessThanOrEqual(1);
    const other = await wide({ seed: 2 });
    const mirrored = await wide({ goingOn: 'mirrored' });
    expect(apart(other[0]!, wandering[0]!)).toBeGreaterThan(10);
    expect(apart(mirrored[0]!, wandering[0]!)).toBeGreaterThan(10);
    expect(await wide({ goingOn: 'mirrored', seed: 2 })).toEqual(mirrored);
    expect(await wide({})).toEqual(wandering);
  });

  it('[PRINT5] says that a generator is not kept', async () => {
    const source = order({}).source;
    if (source.way !== 'paint') throw new Error('It paints.');
    const gone = { ...source, generator: { ...source.generator, epoch: 9 } };
    await expect(printed(order({ source: gone }))).rejects.toMatchObject({
      code: 'generator-not-kept',
    });
  });

  it('[PRINT9] lays pictures side by side on white, each in its place', async () => {
    const of = (value: number) =>
      Uint8ClampedArray.from({ length: 4 * 4 }, (_, i) => (i % 4 === 3 ? 255 : value));
    const shape = { width: 2, height: 2, channels: 3 } as const;
    const source = { way: 'sheet', shape, pictures: [of(10), of(20), of(30)] } as const;
    const { rows } = await printed(order({ size: { width: 41, height: 60 }, source }));
    const { columns, cell, gap, left, top } = sheetLayout(3, shape, { width: 41, height: 60 });
    const at = (x: number, y: number): number => rows[y]![3 * x]!;
    const middle = (i: number) =>
      at(
        left + (i % columns) * (cell.width + gap) + (cell.width >> 1),
        top + Math.floor(i / columns) * (cell.height + gap) + (cell.height >> 1),
      );
    expect([0, 1, 2].map(middle)).toEqual([10, 20, 30]);
    expect(rows).toHaveLength(60);
    expect([at(0, 0), at(left + (cell.width >> 1), top - 1)]).toEqual([255, 255]);
    const white = rows.flat().filter((value) => value === 255).length;
    expect(white).toBe(3 * (41 * 60 - 3 * cell.width * cell.height));
  });
});
