import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { CERTAIN } from '../../../../nets/augmentation-chance';
import type { AugmentStrengths } from '../../../../contract/step-program';
import { referenceAugment, referenceAugmentBack } from '../../../../testing/reference-augment';
import { relativeError } from '../../../../testing/reference-ops';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import {
  blank,
  held,
  heldWords,
  padded,
  runList,
  unpadded,
} from '../../../../testing/wgsl/run-list';
import { augment } from '../../plan/augment';
import { DispatchList } from '../../plan/dispatch';
import { STATE, STATE_LENGTH } from '../../plan/state';
import { imageView } from '../../plan/tensor';
import { EMULATED, GRAPHICS } from '../../plan/traits';

const [SEED, STEP, PASS] = [21, 9, 2];
const [IMAGES, FIRST, GROUPS] = [3, 2, 2];

const CASES: readonly (readonly [string, readonly [number, number, number], AugmentStrengths])[] = [
  ['all of it', [8, 8, 3], { colour: 1, translation: 1, cutout: 1 }],
  ['grey pictures, odd edges', [7, 7, 1], { colour: 1, translation: 1, cutout: 1 }],
  ['wider than high', [4, 12, 3], { colour: 0.3, translation: 1, cutout: 0.5 }],
  ['colour alone', [8, 8, 3], { colour: 1, translation: 0, cutout: 0 }],
  ['translation alone', [8, 6, 3], { colour: 0, translation: 1, cutout: 0 }],
  ['cutout alone', [9, 6, 3], { colour: 0, translation: 0, cutout: 1 }],
];

/** Of both groups; a group's pictures are those of the batch behind the first ones. */
async function run(
  way: 'there' | 'back',
  input: readonly [number, number, number],
  strengths: AugmentStrengths,
  x: Float32Array,
  traits = GRAPHICS,
  chance?: number,
): Promise<Float64Array> {
  const view = imageView(...input);
  const source = held('x', padded(x, view));
  const y = blank('y', (source.data.length - 8 * source.base) / 4);
  const numbers = new Array<number>(STATE_LENGTH).fill(0);
  numbers[STATE.step] = STEP;
  numbers[STATE.augmentationChance] = (chance ?? 0) * CERTAIN;
  const state = heldWords('state', numbers);
  const list = new DispatchList();
  const places = { images: IMAGES, firstImage: FIRST, groups: GROUPS, x: source, y };
  const context = { seed: SEED, state, input, traits };
  const by = chance === undefined ? 'certain' : 'adaptive';
  augment(
    list,
    { do: 'augment', pictures: '', as: '', strengths, chance: by, pass: PASS },
    way,
    places,
    context,
  );
  const [found] = await runList(await dawnGpu(), list, [source, y, state], [y]);
  return unpadded(found!, view);
}

function expected(
  way: 'there' | 'back',
  [height, width, channels]: readonly [number, number, number],
  strengths: AugmentStrengths,
  x: Float32Array,
  chance = 1,
): number[] {
  const by = way === 'there' ? referenceAugment : referenceAugmentBack;
  const pictures = { count: IMAGES, height, width, channels };
  const half = x.length / GROUPS;
  return Array.from({ length: GROUPS }, (_, group) => [
    ...by(
      x.subarray(group * half, (group + 1) * half),
      pictures,
      { strengths, pass: PASS + group },
      { seed: SEED, step: STEP, first: FIRST, chance },
    ),
  ]).flat();
}

test.each(CASES)('[TRN15] %s, there and back', async (_, input, strengths) => {
  const size = GROUPS * IMAGES * input.reduce((product, edge) => product * edge, 1);
  const x = normal(3, 60, 0, size);
  for (const way of ['there', 'back'] as const) {
    const wanted = expected(way, input, strengths, x);
    for (const traits of [GRAPHICS, EMULATED]) {
      const found = await run(way, input, strengths, x, traits);
      expect(relativeError(found, wanted)).toBeLessThan(2e-6);
    }
  }
});

test('[TRN15] a strength of 0 changes no bit', async () => {
  const x = normal(3, 60, 0, GROUPS * IMAGES * 8 * 8 * 3);
  const strengths = { colour: 0, translation: 0, cutout: 0 };
  expect(await run('there', [8, 8, 3], strengths, x)).toEqual(Float64Array.from(x));
});

test.each([0, 0.5])('[TRN16] each kind happens by the chance in the state: %d', async (chance) => {
  const strengths = { colour: 1, translation: 1, cutout: 1 };
  const x = normal(3, 60, 0, GROUPS * IMAGES * 8 * 8 * 3);
  for (const way of ['there', 'back'] as const) {
    const found = await run(way, [8, 8, 3], strengths, x, GRAPHICS, chance);
    const wanted = expected(way, [8, 8, 3], strengths, x, chance);
    expect(relativeError(found, wanted)).toBeLessThan(2e-6);
    expect(relativeError(wanted, x) < 2e-6).toBe(chance === 0);
    expect(relativeError(wanted, expected(way, [8, 8, 3], strengths, x))).toBeGreaterThan(0.1);
  }
});
