import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, LOSS_IDS } from '../contract/hyperparameters';
import {
  CERTAIN,
  CHANCE_AT_FIRST,
  chanceAfterLook,
  followsChance,
  hasChance,
  nextChance,
} from './augmentation-chance';
import { changesOf } from './augmentation';
import { LOSSES } from './losses';
import { counterNames } from './model-state';
import { buildGan } from './presets';
import { validateSettings } from './validate';

/** Logits of which so many lie above 0. */
const logits = (above: number, below: number): number[] => [
  ...new Array<number>(above).fill(2),
  ...new Array<number>(below).fill(-2),
];

describe('[TRN16] the chance', () => {
  it('moves every fourth step by the pictures seen since, towards 8 of 10', () => {
    let state = CHANCE_AT_FIRST;
    for (let step = 0; step < 3; step++) state = nextChance(state, step, logits(9, 1), 0);
    expect(state).toEqual({ chance: 0, taken: 27, seen: 30 });
    state = nextChance(state, 3, logits(6, 4), 0);
    // 33 of 40, and 40 of 500,000.
    expect(state).toMatchObject({ taken: 0, seen: 0 });
    expect(state.chance / CERTAIN).toBeCloseTo(40 / 500_000, 7);
    const high = { chance: CERTAIN / 2, taken: 0, seen: 0 };
    const after = (above: number): number =>
      nextChance(high, 3, logits(above, 10 - above), 0).chance;
    expect(after(9)).toBeGreaterThan(high.chance);
    expect(after(8)).toBe(high.chance);
    expect(after(7)).toBeLessThan(high.chance);
  });

  it('reaches 1 in 500,000 pictures, and stays in 0..1', () => {
    let state = CHANCE_AT_FIRST;
    for (let step = 0; step < 4 * 1250; step++) state = nextChance(state, step, logits(100, 0), 0);
    expect(state.chance / CERTAIN).toBeGreaterThan(0.999);
    for (let step = 0; step < 8; step++) state = nextChance(state, step, logits(100, 0), 0);
    expect(state.chance).toBe(CERTAIN);
    for (let step = 0; step < 4 * 1300; step++) state = nextChance(state, step, logits(0, 100), 0);
    expect(state.chance).toBe(0);
  });

  it.each(LOSS_IDS)('goes by what counts as real with %s', (loss) => {
    const { boundary, score } = LOSSES[loss];
    expect(score(boundary)).toBeCloseTo(0.5, 12);
    expect(score(boundary + 0.1)).toBeGreaterThan(0.5);
  });

  it('is in the state where the settings say so, and nowhere else', () => {
    const names = (augmentation: 'none' | 'fixed' | 'adaptive'): string[] => {
      const gan = buildGan({ ...DEFAULT_SETTINGS, augmentation });
      expect(followsChance(gan.step)).toBe(augmentation === 'adaptive');
      return counterNames(gan).filter((name) => name.startsWith('augmentation'));
    };
    expect(names('none')).toEqual([]);
    expect(names('fixed')).toEqual([]);
    expect(names('adaptive')).toEqual([
      'augmentation.chance',
      'augmentation.taken',
      'augmentation.seen',
    ]);
  });

  it('is refused where D only compares pictures', () => {
    for (const loss of LOSS_IDS) {
      const settings = { ...DEFAULT_SETTINGS, augmentation: 'adaptive', loss } as const;
      const context = { pictures: 1000, maxBufferBytes: null };
      const wrong = LOSSES[loss].pairs ? ['augmentation'] : [];
      expect(validateSettings(settings, context).map(({ field }) => field)).toEqual(wrong);
      expect(validateSettings({ ...settings, augmentation: 'fixed' }, context)).toEqual([]);
    }
  });

  it('is of each kind by itself', () => {
    const one = { strengths: { colour: 1, translation: 1, cutout: 1 }, pass: 0 };
    const place = { seed: 3, step: 1, count: 4000 };
    const shape = { height: 32, width: 32 };
    const changes = changesOf(one, place, shape, CERTAIN / 4);
    const kinds = changes.map(({ brightness, cutHeight }) => [brightness !== 0, cutHeight > 0]);
    const share = (of: (kind: boolean[]) => boolean): number =>
      kinds.filter((kind) => of(kind)).length / changes.length;
    expect(share(([colour]) => colour!)).toBeCloseTo(0.25, 1);
    expect(share(([, cut]) => cut!)).toBeCloseTo(0.25, 1);
    expect(share(([colour, cut]) => colour! && cut!)).toBeCloseTo(1 / 16, 1);
    expect(share(([colour, cut]) => colour! && !cut!)).toBeGreaterThan(0.15);
  });
});

describe('[TRN20] the chance by pictures that are kept back', () => {
  const after = (training: number, heldOut: number, generated: number, chance = CERTAIN / 2) =>
    chanceAfterLook(chance, 4096, { training, heldOut, generated });
  const move = Math.floor((4096 * CERTAIN) / 500_000);

  it.each([
    ['up where held-out pictures lie nearer to generated ones', 3, 0.4, -2, 1],
    ['down where they lie nearer to training ones', 3, 0.6, -2, -1],
    ['nowhere in the middle', 3, 0.5, -2, 0],
    ['up where they look less real than generated ones', 3, -9, -2, 1],
    ['down where D tells nothing', -2, -9, 3, -1],
    ['wherever the level of all logits is', 103, 100.4, 98, 1],
  ])('moves %s', (_, training, heldOut, generated, direction) => {
    const moved = after(training, heldOut, generated) - CERTAIN / 2;
    expect(Math.sign(moved)).toBe(direction);
    expect(Math.abs(Math.abs(moved) - Math.abs(direction) * move)).toBeLessThanOrEqual(1);
    expect(Number.isInteger(moved)).toBe(true);
  });

  it('stays in 0..1', () => {
    expect(after(3, 3, -2, 5)).toBe(0);
    expect(after(3, -2, -2, CERTAIN - 5)).toBe(CERTAIN);
  });

  it('is that of runs that begin with some, and allows a loss of pairs', () => {
    const settings = { ...DEFAULT_SETTINGS, augmentation: 'adaptive', keepBack: true } as const;
    const run = { batching: 'carried-over', recipe: 'atelier' } as const;
    const { step } = buildGan(settings, { ...run, adaptsBy: 'held-out' });
    expect([hasChance(step), followsChance(step)]).toEqual([true, false]);
    expect(followsChance(buildGan(settings, run).step)).toBe(true);
    const names = counterNames({ step });
    expect(names).toEqual(counterNames(buildGan(settings, run)));

    const pairs = { ...settings, loss: 'relativistic' } as const;
    const issues = (heldOut: number | null, keepBack = true): string[] =>
      validateSettings({ ...pairs, keepBack }, { pictures: 90, heldOut, maxBufferBytes: null }).map(
        ({ code }) => code,
      );
    expect([issues(10), issues(null)]).toEqual([[], []]);
    expect([issues(0), issues(10, false)]).toEqual([0, 0].map(() => ['adaptive-without-level']));
    expect(() => buildGan(pairs, run)).toThrow();
    expect(buildGan(pairs, { ...run, adaptsBy: 'held-out' }).step.loss).toBe('relativistic');
  });
});
