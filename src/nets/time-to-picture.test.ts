import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import {
  epochsToSee,
  picturesToSee,
  secondsOf,
  secondsPerEpoch,
  timingBy,
} from './time-to-picture';

describe('pictures to see', () => {
  it('[TIME4] are those of the table at 64 px, and follow the set between its rows', () => {
    const good = (pictures: number) => Math.round(picturesToSee(pictures, 64).good);
    expect([20, 100, 300, 1000, 5000].map(good)).toEqual([
      300_000, 300_000, 600_000, 1_500_000, 1_500_000,
    ]);
    expect(good(173)).toBeGreaterThan(420_000);
    expect(good(173)).toBeLessThan(430_000);
    expect(good(548)).toBeGreaterThan(940_000);
    expect(good(548)).toBeLessThan(960_000);
    // Five passes over a large set.
    expect(good(1_000_000)).toBe(5_000_000);
  });

  it('[TIME4] are fewer of small pictures and more of large ones, and a third for a likeness', () => {
    expect(picturesToSee(100, 16).good).toBe(150_000);
    expect(picturesToSee(100, 32).good).toBeCloseTo(212_132, 0);
    expect(picturesToSee(100, 256).good).toBe(600_000);
    expect(picturesToSee(100, 64).first).toBe(100_000);
  });
});

describe('what they take', () => {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    batchSize: 16,
    sampleCount: 10,
    sampleEvery: 5,
  };
  const timing = { step: 0.1, sample: 0.01 };

  it('[TIME3] is steps, and the grids of samples between them', () => {
    // 100 pictures in batches of 16 are carried over: 6.25 steps an epoch.
    expect(epochsToSee(1000, settings, 100)).toBe(10);
    expect(epochsToSee(1, settings, 100)).toBe(1);
    expect(secondsOf(10, timing, settings, 100)).toBeCloseTo(63 * 0.1 + 3 * 10 * 0.01);
    expect(secondsPerEpoch(timing, settings, 100)).toBeCloseTo(0.625 + 0.02);
  });

  it('[TIME3] of other settings goes by their multiplications', () => {
    const trial = { settings, timing };
    expect(timingBy(trial, settings)).toEqual(timing);
    const twice = timingBy(trial, { ...settings, batchSize: 32, epochs: 7 });
    expect(twice.step).toBeCloseTo(0.2);
    expect(twice.sample).toBeCloseTo(0.01);
    const small = timingBy(trial, { ...settings, imageSize: 32, width: 32 });
    // Half the width and half the edge: a quarter of the products each, and a level less.
    expect(small.step).toBeLessThan(0.1 / 16);
    expect(small.step).toBeGreaterThan(0.1 / 25);
  });
});
