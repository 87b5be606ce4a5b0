import { describe, expect, test } from 'vitest';
import { LEARNT_WHOLE, splitForMeasuring } from './held-out';
import { uniform } from './random';
import { HASH_BYTES } from './records';

/** Hashes of pictures by their names, which are numbers. */
const hashesOf = (names: readonly number[]): Uint8Array =>
  Uint8Array.from(names.flatMap((name) => [...uniform(1, 99, name, HASH_BYTES, 0, 256)]));

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Names of those held out. */
const heldOut = (names: readonly number[], seed = 1): Set<number> =>
  new Set(Array.from(splitForMeasuring(hashesOf(names), seed).heldOut, (place) => names[place]!));

const differing = (a: ReadonlySet<number>, b: ReadonlySet<number>): number =>
  [...a].filter((one) => !b.has(one)).length + [...b].filter((one) => !a.has(one)).length;

describe('[MEAS6] pictures that are held out', () => {
  test.each([
    { count: 0, many: 0 },
    { count: 1, many: 0 },
    { count: LEARNT_WHOLE, many: 0 },
    { count: 51, many: 5 },
    { count: 100, many: 10 },
    { count: 1004, many: 100 },
  ])('of $count are $many, and each picture is on one side', ({ count, many }) => {
    const split = splitForMeasuring(hashesOf(range(count)), 1);
    expect(split.heldOut).toHaveLength(many);
    expect([...split.training, ...split.heldOut].sort((a, b) => a - b)).toEqual(range(count));
    expect([...split.training]).toEqual([...split.training].sort((a, b) => a - b));
  });

  test('are the same whenever they are asked for, and others for another seed', () => {
    expect(heldOut(range(200))).toEqual(heldOut(range(200)));
    expect(differing(heldOut(range(200)), heldOut(range(200), 2))).toBeGreaterThan(20);
  });

  test('do not depend on the order of the list', () => {
    expect(heldOut(range(200).reverse())).toEqual(heldOut(range(200)));
  });

  test('stay but for two where a picture is left out, and but for one where it was not held out', () => {
    const all = range(120);
    const before = heldOut(all);
    for (const gone of all) {
      const after = heldOut(all.filter((one) => one !== gone));
      expect(differing(before, after)).toBeLessThanOrEqual(before.has(gone) ? 2 : 1);
    }
  });

  test('stay but for a tenth of those that come, where a set grows by half', () => {
    const before = heldOut(range(200));
    const after = heldOut(range(300));
    const kept = [...before].filter((one) => after.has(one)).length;
    expect(kept).toBeGreaterThanOrEqual(15);
  });

  test('are spread over the set', () => {
    const [low, high] = [0, 500].map(
      (from) => [...heldOut(range(1000))].filter((n) => n >= from && n < from + 500).length,
    );
    expect(low! + high!).toBe(100);
    expect(Math.min(low!, high!)).toBeGreaterThan(30);
  });

  test('[MEAS7] lie on one side with the other crops of their file, and are a tenth of the files', () => {
    // Three crops of each of 60 files, the files in another order each time.
    const names = [0, 1, 2].flatMap((crop) => range(60).map((n) => (n + 7 * crop) % 60));
    const { training, heldOut: held } = splitForMeasuring(hashesOf(names), 1);
    expect(held).toHaveLength(18);
    expect(training).toHaveLength(162);
    const files = new Set(Array.from(held, (place) => names[place]!));
    expect(files).toEqual(heldOut(range(60)));
    // Many pictures of few files: there are too few to spare one.
    const few = range(160).map((n) => n % 40);
    expect(splitForMeasuring(hashesOf(few), 1).heldOut).toHaveLength(0);
  });

  test('need whole hashes', () => {
    expect(() => splitForMeasuring(new Uint8Array(HASH_BYTES + 1), 1)).toThrow(RangeError);
  });
});
