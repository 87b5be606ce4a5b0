import { describe, expect, it } from 'vitest';
import { averageShare, statisticsPasses } from './average';
import { averaging, simultaneous, twoUpdates } from './step-programs';

/** What is left of a number that the average held, once the weights are zero for some steps. */
function left(halfLife: number, batch: number, from: number, steps: number): number {
  let average = 1;
  for (let step = from; step < from + steps; step++) {
    average += averageShare({ do: 'average', halfLife, batch }, step) * (0 - average);
  }
  return average;
}

describe('[AVG2] what the average takes', () => {
  it('is half of what is new after the half-life in pictures, whatever the batch', () => {
    for (const batch of [1, 8, 64]) {
      expect(left(6400, batch, 1_000_000, 6400 / batch)).toBeCloseTo(0.5, 12);
      expect(left(6400, batch, 1_000_000, 12_800 / batch)).toBeCloseTo(0.25, 12);
    }
  });

  it('is all of it at the first step, and follows a twentieth of what was seen at the beginning', () => {
    const average = { do: 'average', halfLife: 10_000, batch: 64 } as const;
    expect(averageShare(average, 0)).toBe(1);
    // After 100 steps 6,400 pictures were seen: 320 of them, five steps, are the half-life.
    expect(averageShare(average, 100)).toBeCloseTo(1 - 0.5 ** (1 / 5), 12);
    // 200,000 pictures are 20 half-lives: from there on it is the setting that counts.
    expect(averageShare(average, 3124)).toBeGreaterThan(averageShare(average, 3125));
    expect(averageShare(average, 3125)).toBe(averageShare(average, 1e9));
    expect(averageShare(average, 1e9)).toBeCloseTo(1 - 0.5 ** (64 / 10_000), 12);
  });
});

it('[AVG1] the average follows the update of the generator, once a step', () => {
  for (const program of [simultaneous, twoUpdates]) {
    const averaged = averaging(program, 10_000, 64);
    expect(averaged.length - program.length).toBe(1);
    const at = averaged.findIndex((one) => one.do === 'average');
    expect(averaged[at - 1]).toEqual({ do: 'update', net: 'generator' });
  }
});

it('[AVG4] some thousand latents make statistics, in passes that no batch makes many', () => {
  expect([1, 4, 64, 100, 128, 1024].map(statisticsPasses)).toEqual([16, 16, 16, 11, 8, 1]);
});
