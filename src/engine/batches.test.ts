import { squarePictures } from '../contract/picture-shape';
import { describe, expect, it } from 'vitest';
import { Batches } from './batches';
import type { Batch } from './model';
import type { TrainingSet } from './training-set';

/** Pictures [2, 2, 1] whose first byte is their index; the others tell left from right. */
const set = (count: number): TrainingSet => ({
  count,
  shape: squarePictures(2, 1),
  starts: Uint32Array.of(0, count),
  windowChunks: null,
  ready: () => Promise.resolve(),
  picture: (i) => Uint8Array.of(i, 100, 150, 200),
});
const EPOCH = 'last-smaller';
const options = { batchSize: 3, mirror: false, seed: 1 };

/** Twenty pictures in chunks of three and two, shuffled two chunks at a time. */
const windowed: TrainingSet = {
  ...set(20),
  starts: Uint32Array.of(0, 3, 5, 8, 10, 13, 15, 18, 20),
  windowChunks: 2,
};

const pixelsOf = (batch: Batch): Float32Array => {
  if (batch.kind === 'pixels') return batch.pixels;
  throw new Error('Pixels were expected.');
};
async function indices(batches: Batches, step: number): Promise<number[]> {
  const first = [...pixelsOf(await batches.at(step))].filter((_, i) => i % 4 === 0);
  return first.map((value) => Math.round((value + 1) * 127.5));
}
const several = async <T>(steps: readonly number[], one: (step: number) => Promise<T>) => {
  const found: T[] = [];
  for (const step of steps) found.push(await one(step));
  return found;
};

describe('batches', () => {
  it('an epoch shows each picture once, in an order of its own', async () => {
    const batches = new Batches(set(8), EPOCH, options);
    expect(batches.orderSteps).toBe(3);
    const epoch = async (from: number): Promise<number[]> =>
      (await several([0, 1, 2], (i) => indices(batches, from + i))).flat();
    const [first, second] = [await epoch(0), await epoch(3)];
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(first.toSorted((a, b) => a - b)).toEqual(all);
    expect(second.toSorted((a, b) => a - b)).toEqual(all);
    expect(second).not.toEqual(first);
  });

  describe.each([
    { kind: 'shuffled whole', of: set(20) },
    { kind: 'shuffled in windows', of: windowed },
  ])('[TRN10] carried over, a set that is $kind', ({ of }) => {
    const stream = async (batchSize: number, steps: number): Promise<number[][]> => {
      const batches = new Batches(of, 'carried-over', { ...options, batchSize });
      return several(
        Array.from({ length: steps }, (_, step) => step),
        (step) => indices(batches, step),
      );
    };
    const all = Array.from({ length: 20 }, (_, i) => i);

    it.each([3, 8, 13, 19])('shows each picture once an epoch, in batches of %d', async (batch) => {
      const shown = await stream(batch, 20);
      expect(shown.every((pictures) => pictures.length === batch)).toBe(true);
      const flat = shown.flat();
      for (let epoch = 0; epoch < batch; epoch++) {
        const ofEpoch = flat.slice(20 * epoch, 20 * (epoch + 1));
        expect(ofEpoch.toSorted((a, b) => a - b)).toEqual(all);
      }
      expect(flat.slice(0, 20)).not.toEqual(flat.slice(20, 40));
    });

    it('is in the order of the epochs, whatever the batch', async () => {
      const flat = (await stream(1, 120)).flat();
      expect((await stream(8, 15)).flat()).toEqual(flat);
      expect((await stream(13, 9)).flat()).toEqual(flat.slice(0, 117));
    });

    it('is what it was where the batch divides the set', async () => {
      for (const batchSize of [1, 2, 4, 5, 10, 20]) {
        const old = new Batches(of, 'last-dropped', { ...options, batchSize, mirror: true });
        const now = new Batches(of, 'carried-over', { ...options, batchSize, mirror: true });
        for (let step = 0; step < 50; step++) {
          expect(await now.at(step)).toEqual(await old.at(step));
        }
      }
    });

    it('is refused where the set is smaller than a batch', () => {
      const make = () => new Batches(of, 'carried-over', { ...options, batchSize: 21 });
      expect(make).toThrow(
        expect.objectContaining({
          code: 'batch-above-set',
          params: { batchSize: 21, pictures: 20 },
        }) as Error,
      );
    });
  });

  it('[RND2] a step has the same pictures whenever it is asked for', async () => {
    const first = new Batches(set(8), EPOCH, { ...options, mirror: true });
    const later = new Batches(set(8), EPOCH, { ...options, mirror: true });
    const walked = await several([0, 1, 2, 3, 4], (step) => first.at(step));
    expect(await later.at(4)).toEqual(walked[4]);
    const other = new Batches(set(8), EPOCH, { ...options, mirror: true, seed: 2 });
    expect(await several([0, 1, 2], (step) => other.at(step))).not.toEqual(walked.slice(0, 3));
  });

  it('draws with replacement where the recipe does, from the whole set', async () => {
    const batches = new Batches(set(5), 'replacement', options);
    expect(batches.orderSteps).toBe(2);
    const steps = Array.from({ length: 40 }, (_, step) => step);
    const seen = await several(steps, (step) => indices(batches, step));
    expect(seen.every((batch) => batch.length === 3)).toBe(true);
    expect(new Set(seen.flat())).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(seen.some((batch) => new Set(batch).size < 3)).toBe(true);
  });

  it('mirrors about half of the pictures, left to right, and scales to -1..1', async () => {
    const batches = new Batches(set(200), EPOCH, { batchSize: 200, mirror: true, seed: 3 });
    const pixels = pixelsOf(await batches.at(0));
    const third = Array.from({ length: 200 }, (_, i) => pixels[i * 4 + 2]!);
    const plain = third.filter((value) => value === Math.fround(150 / 127.5 - 1)).length;
    const turned = third.filter((value) => value === Math.fround(200 / 127.5 - 1)).length;
    expect(plain + turned).toBe(200);
    expect(plain).toBeGreaterThan(70);
    expect(turned).toBeGreaterThan(70);
  });

  it('[BIG3] names the pictures where the model holds them, the same and mirrored alike', async () => {
    const mirror = { ...options, mirror: true };
    const places = new Batches(set(8), EPOCH, mirror);
    places.heldByModel = 'places';
    const pixels = new Batches(set(8), EPOCH, mirror);
    for (const step of [0, 1, 2, 3]) {
      const batch = await places.at(step);
      if (batch.kind !== 'places') throw new Error('Places were expected.');
      const shown = [...batch.places].map((n, i) => {
        const picture = [n, 100, 150, 200];
        const order = batch.mirrored[i] === 1 ? [1, 0, 3, 2] : [0, 1, 2, 3];
        return order.map((at) => Math.fround(picture[at]! / 127.5 - 1));
      });
      expect([...pixelsOf(await pixels.at(step))]).toEqual(shown.flat());
    }
  });

  describe.each([
    { kind: 'a set that is shuffled whole', of: set(20) },
    { kind: 'a set that is shuffled in windows', of: windowed },
  ])('[FAST7] $kind, where the model holds its order', ({ of }) => {
    it.each([
      { batching: EPOCH, batchSize: 3, steps: 7, numbers: 20 },
      { batching: EPOCH, batchSize: 20, steps: 1, numbers: 20 },
      { batching: 'last-dropped', batchSize: 3, steps: 6, numbers: 18 },
      { batching: 'carried-over', batchSize: 3, steps: 7, numbers: 21 },
      { batching: 'carried-over', batchSize: 13, steps: 2, numbers: 26 },
      { batching: 'carried-over', batchSize: 20, steps: 1, numbers: 20 },
      { batching: 'replacement', batchSize: 3, steps: 7, numbers: 21 },
    ] as const)('names the same pictures: %o', async ({ batching, batchSize, steps, numbers }) => {
      const ordered = new Batches(of, batching, { ...options, batchSize });
      ordered.heldByModel = 'order';
      const places = new Batches(of, batching, { ...options, batchSize });
      places.heldByModel = 'places';
      expect(ordered.orderSteps).toBe(steps);
      for (let step = 0; step < 3 * steps; step++) {
        const [found, expected] = [await ordered.at(step), await places.at(step)];
        if (found.kind !== 'ordered' || expected.kind !== 'places') throw new Error('Other kinds.');
        expect(found.number).toBe(Math.floor(step / steps));
        expect(found.count).toBe(expected.count);
        const { position, count } = found;
        const order = found.order();
        expect(order).toHaveLength(numbers);
        expect([...order.subarray(position, position + count)]).toEqual([...expected.places]);
      }
    });
  });

  it('[FAST7] works the order of an epoch out once, and only when it is asked for', async () => {
    const batches = new Batches(set(8), EPOCH, options);
    batches.heldByModel = 'order';
    const order = async (step: number): Promise<Uint32Array> => {
      const batch = await batches.at(step);
      if (batch.kind !== 'ordered') throw new Error('An order was expected.');
      return batch.order();
    };
    const first = await order(0);
    await batches.at(3);
    expect(await order(2)).toBe(first);
    expect(await order(3)).not.toEqual(first);
    expect(await order(1)).toEqual(first);
  });
});
