import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../contract/hyperparameters';
import { PUBLISHED, buildGan } from './presets';
import { estimateSaving } from './saving';
import { applyPreset } from './apply-preset';
import { weightSpecs } from './weights';

const bytesOf = (settings: Settings, trained: boolean): number => {
  const gan = buildGan(settings);
  return [gan.generator, gan.discriminator]
    .flatMap(weightSpecs)
    .filter((weight) => !trained || weight.trainable)
    .reduce((sum, weight) => sum + 4 * weight.shape.reduce((a, b) => a * b, 1), 0);
};

describe('what saving a run takes', () => {
  it('[DISK1] counts weights, moving statistics and both moments of every preset', () => {
    for (const preset of PRESET_IDS) {
      const settings = { ...applyPreset({ ...DEFAULT_SETTINGS, preset }), ...PUBLISHED };
      const expected = bytesOf(settings, false) + 2 * bytesOf(settings, true);
      expect(estimateSaving(settings)?.checkpoint, preset).toBe(expected);
    }
  });

  it('[AVG7] counts the average of the generator, in checkpoints and as kept', () => {
    const off = { ...DEFAULT_SETTINGS, epochs: 100, saveEvery: 100 };
    const on = { ...off, averageGenerator: true };
    const specs = weightSpecs(buildGan(off).generator);
    const bytes = (of: typeof specs): number =>
      of.reduce((sum, weight) => sum + 4 * weight.shape.reduce((a, b) => a * b, 1), 0);
    const [before, after] = [estimateSaving(off)!, estimateSaving(on)!];
    const trained = bytes(specs.filter(({ trainable }) => trainable));
    expect(after.checkpoint - before.checkpoint).toBe(trained);
    expect(after.run - before.run).toBe(3 * trained + bytes(specs));
  });

  it('[DISK1] grows with generators, grids and curves that are kept', () => {
    const once = { ...DEFAULT_SETTINGS, epochs: 100, saveEvery: 100, sampleEvery: 100 };
    const generator = weightSpecs(buildGan(once).generator).reduce(
      (sum, weight) => sum + 4 * weight.shape.reduce((a, b) => a * b, 1),
      0,
    );
    const run = (settings: Settings, pictures?: number): number =>
      estimateSaving(settings, pictures)!.run;
    // 45 does not divide 100: two at the cadence and the last one.
    expect(run({ ...once, saveEvery: 45 }) - run(once)).toBe(2 * generator);
    const grid = (run({ ...once, sampleEvery: 1 }) - run(once)) / 99;
    expect(grid).toBeGreaterThan(90_000);
    expect(grid).toBeLessThan(150_000);
    expect(run(once, 640) - run(once)).toBe(100 * 10 * 48);
  });

  it('[DISK1] knows that a browser without WebP keeps grids as PNG, five times as large', () => {
    const often = { ...DEFAULT_SETTINGS, epochs: 1000, saveEvery: 1000, sampleEvery: 1 };
    const seldom = { ...often, sampleEvery: 1000 };
    const grids = (format: 'webp' | 'png'): number =>
      estimateSaving(often, null, format)!.run - estimateSaving(seldom, null, format)!.run;
    expect(grids('png') / grids('webp')).toBeGreaterThan(4.5);
    expect(grids('png') / grids('webp')).toBeLessThan(6);
    const pixels = 999 * DEFAULT_SETTINGS.sampleCount * DEFAULT_SETTINGS.imageSize ** 2;
    expect(grids('png') / pixels, 'more than paintings were seen to take').toBeGreaterThan(2.15);
  });

  it('says nothing of settings that make no networks', () => {
    expect(estimateSaving({ ...DEFAULT_SETTINGS, epochs: Number.NaN })).toBeNull();
    expect(estimateSaving({ ...DEFAULT_SETTINGS, preset: 'tensorflow', imageSize: 64 })).toBeNull();
  });
});
