import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS } from '../contract/hyperparameters';
import { restoreSettings } from '../contract/settings';
import type { StepProgram } from '../contract/step-program';
import { augmented, changesOf, reachOf, withAugmentation } from './augmentation';
import { PUBLISHED, buildGan } from './presets';
import { learnsFrom, phasesOf, programFaults } from './step-phases';
import { simultaneous } from './step-programs';
import { applyPreset } from './apply-preset';

const FULL = { colour: 1, translation: 1, cutout: 1 };
const fixed = { ...DEFAULT_SETTINGS, augmentation: 'fixed' } as const;

describe('[TRN15] the program', () => {
  it.each(PRESET_IDS)('of %s has D judge nothing but augmented pictures', (preset) => {
    const published = { ...applyPreset({ ...DEFAULT_SETTINGS, preset }), ...PUBLISHED };
    const settings = { ...published, augmentation: 'fixed' };
    const { program } = buildGan(settings as typeof fixed).step;
    const { program: plain } = buildGan({ ...settings, augmentation: 'none' }).step;
    expect(programFaults(program)).toEqual([]);
    const made = program.flatMap((one) => (one.do === 'augment' ? [one] : []));
    const judged = program.flatMap((one) => (one.do === 'judge' ? [one.pictures] : []));
    expect(judged.length).toBeGreaterThan(1);
    expect(judged).toEqual(made.map(({ as }) => as));
    expect(made.map(({ pass }) => pass)).toEqual(made.map((_, index) => index));
    // But for that, it is the preset's.
    const stripped = program.filter((one) => one.do !== 'augment').map(bare);
    expect(stripped).toEqual(plain.map(bare));
    const [learning] = program.flatMap((one) =>
      one.do === 'generate' && learnsFrom(program, one) ? [one.as] : [],
    );
    expect(learning).toBeDefined();
  });

  const bare = (one: StepProgram[number]): unknown =>
    'pictures' in one ? { ...one, pictures: one.pictures.replace('augmented ', '') } : one;

  it('compares augmented pictures with augmented ones', () => {
    const { program } = buildGan({ ...fixed, loss: 'relativistic' }).step;
    expect(programFaults(program)).toEqual([]);
    const pairs = program.flatMap((one) =>
      one.do === 'loss' ? [one.pictures, one.against ?? 'none'] : [],
    );
    expect(pairs.length).toBeGreaterThan(2);
    expect(pairs.filter((name) => !name.startsWith('augmented '))).toEqual([]);
    const passes = program.flatMap((one) => (one.do === 'augment' ? [one.pass] : []));
    expect(passes).toEqual([0, 1, 2, 3]);
  });

  it('augments pictures once that are judged once, and anew what is made anew', () => {
    const makes = (program: StepProgram): string[][] =>
      phasesOf(augmented(program, FULL)).map(({ makes }) =>
        makes.flatMap((one) => (one.do === 'augment' ? [one.as] : [])),
      );
    expect(makes(simultaneous)).toEqual([['augmented real', 'augmented fakes']]);
    expect(makes([...simultaneous, ...simultaneous])).toEqual([
      ['augmented real', 'augmented fakes'],
      ['augmented real', 'augmented fakes'],
    ]);
  });

  it('is told where it augments what nobody made', () => {
    const program = augmented(simultaneous, FULL).filter((one) => one.do !== 'gather');
    expect(programFaults(program)).toContain('phase 0: no pictures real to augment');
  });

  it('stays as it is without augmentation, and at strengths of 0', () => {
    expect(withAugmentation(simultaneous, DEFAULT_SETTINGS)).toBe(simultaneous);
    const none = { colourStrength: 0, translationStrength: 0, cutoutStrength: 0 };
    expect(withAugmentation(simultaneous, { ...fixed, ...none })).toBe(simultaneous);
    expect(withAugmentation(simultaneous, fixed)).not.toBe(simultaneous);
  });

  it('of what was stored before has none', () => {
    const { augmentation, ...before } = DEFAULT_SETTINGS;
    expect(augmentation).toBe('none');
    expect(restoreSettings(before, fixed).settings.augmentation).toBe('fixed');
    expect(restoreSettings(before).settings.augmentation).toBe('none');
  });
});

describe('[TRN15] the numbers', () => {
  const shape = { height: 16, width: 48 };
  const place = { seed: 5, step: 3, count: 4000 };
  const changes = changesOf({ strengths: FULL, pass: 1 }, place, shape);

  it('reach as far as DiffAugment, by height and by width', () => {
    expect(reachOf(FULL, shape)).toEqual({ down: 2, right: 6, cutHeight: 8, cutWidth: 24 });
    expect(reachOf({ ...FULL, translation: 0.5, cutout: 0 }, shape)).toEqual({
      down: 1,
      right: 3,
      cutHeight: 0,
      cutWidth: 0,
    });
    const range = (of: (change: (typeof changes)[number]) => number): number[] => {
      const all = changes.map(of);
      return [Math.min(...all), Math.max(...all)];
    };
    expect(range(({ down }) => down)).toEqual([-2, 2]);
    expect(range(({ right }) => right)).toEqual([-6, 6]);
    // A centre in 0..edge.
    expect(range(({ cutTop }) => cutTop)).toEqual([-4, 12]);
    expect(range(({ cutLeft }) => cutLeft)).toEqual([-12, 36]);
    for (const [found, least, most] of [
      [range(({ brightness }) => brightness), -0.5, 0.5],
      [range(({ saturation }) => saturation), 0, 2],
      [range(({ contrast }) => contrast), 0.5, 1.5],
    ] as const) {
      expect(found[0]).toBeGreaterThanOrEqual(least);
      expect(found[1]).toBeLessThan(most);
      expect(found[1]! - found[0]!).toBeGreaterThan(0.99 * (most - least));
    }
  });

  it('are of each picture, step and pass, whatever the size of the batch', () => {
    const one = { strengths: FULL, pass: 1 };
    expect(changesOf(one, { ...place, count: 3 }, shape)).toEqual(changes.slice(0, 3));
    expect(changesOf({ ...one, pass: 2 }, { ...place, count: 3 }, shape)).not.toEqual(
      changes.slice(0, 3),
    );
    expect(changesOf(one, { ...place, step: 4, count: 3 }, shape)).not.toEqual(changes.slice(0, 3));
    expect(new Set(changes.map(({ brightness }) => brightness)).size).toBeGreaterThan(3990);
  });
});
