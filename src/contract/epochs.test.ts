import { describe, expect, it } from 'vitest';
import { epochsAfter, stepsFor, stepsOfPass, stepsPerEpoch, type Passes } from './epochs';
import { BATCHINGS } from './net-spec';

const passes = (
  pictures: number,
  batchSize: number,
  batching: Passes['batching'] = 'carried-over',
): Passes => ({ pictures, batchSize, batching });

describe('steps and epochs', () => {
  it.each<[Passes['batching'], number, number[]]>([
    ['last-smaller', 2, [0, 2, 4, 6, 8]],
    ['last-dropped', 1, [0, 1, 2, 3, 4]],
    ['carried-over', 15 / 8, [0, 2, 4, 6, 8]],
    ['replacement', 2, [0, 2, 4, 6, 8]],
  ])('[TRN5] [TRN10] 15 pictures in batches of 8, %s', (batching, mean, ends) => {
    const one = passes(15, 8, batching);
    expect(stepsPerEpoch(one)).toBe(mean);
    expect([0, 1, 2, 3, 4].map((epochs) => stepsFor(epochs, one))).toEqual(ends);
  });

  it('[TRN10] carried over, eight epochs of 15 pictures are 15 whole batches of 8', () => {
    const one = passes(15, 8);
    expect(stepsFor(8, one)).toBe(15);
    expect(stepsFor(7, one)).toBe(14);
    expect(Array.from({ length: 16 }, (_, step) => epochsAfter(step, one))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8,
    ]);
  });

  const sizes = [1, 2, 3, 7, 15, 16, 100, 1097, 1_000_003].flatMap((pictures) =>
    [1, 2, 3, 8, 64, 1024]
      .filter((batch) => batch <= pictures)
      .map((batch): [number, number] => [pictures, batch]),
  );

  it.each(sizes)('[TRN5] an epoch ends with one step: %d pictures, batch %d', (pictures, batch) => {
    for (const batching of BATCHINGS) {
      const one = passes(pictures, batch, batching);
      for (const epochs of [1, 2, 3, 299, 300, 99_999, 100_000]) {
        const end = stepsFor(epochs, one);
        expect(epochsAfter(end, one)).toBe(epochs);
        expect(epochsAfter(end - 1, one)).toBe(epochs - 1);
      }
    }
  });

  it.each(sizes)('[TRN10] whole batches count alike: %d pictures, batch %d', (pictures, batch) => {
    if (pictures % batch > 0) return;
    const [first, ...others] = BATCHINGS.map((batching) => {
      const one = passes(pictures, batch, batching);
      return [stepsOfPass(one), stepsPerEpoch(one), stepsFor(7, one), epochsAfter(23, one)];
    });
    for (const other of others) expect(other).toEqual(first);
  });
});
