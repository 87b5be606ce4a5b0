import { expect, it } from 'vitest';
import { modeOf, shareOfFourteenBits, stepsOf } from './control-mode';

it('[PERF7] a position of fourteen bits goes from end to end, with the middle at 64', () => {
  expect(shareOfFourteenBits(0, 0)).toBe(0);
  expect(shareOfFourteenBits(64, 0)).toBe(0.5);
  expect(shareOfFourteenBits(127, 127)).toBe(1);
  const all = Array.from({ length: 128 * 128 }, (_, i) => shareOfFourteenBits(i >> 7, i & 127));
  expect(all.every((share, i) => i === 0 || share > all[i - 1]!)).toBe(true);
});

it.each([
  ['twos', [1, 5, 127, 120], [1, 5, -1, -8]],
  ['offset', [65, 69, 63, 56], [1, 5, -1, -8]],
  ['sign', [1, 5, 65, 72], [1, 5, -1, -8]],
] as const)('[PERF7] reads the steps of an encoder: %s', (mode, values, steps) => {
  expect(values.map((value) => stepsOf(mode, value))).toEqual(steps);
});

it.each([
  ['a knob', [3, 4, 6, 9, 20, 64, 65, 66, 127], 'position'],
  ['a knob that is turned down', [3, 2, 1, 0], 'position'],
  ['a pad that sends ends', [127, 0, 127, 0], 'position'],
  ['one that says a far position twice', [40, 40, 41], 'position'],
  ["two's complement", [1, 1, 2, 1], 'twos'],
  ["two's complement, both ways", [127, 127, 1, 1], 'twos'],
  ['binary offset', [65, 65, 66], 'offset'],
  ['binary offset, downwards first', [63, 63, 65], 'offset'],
  ['sign and magnitude', [1, 1, 65, 65], 'sign'],
  ['sign and magnitude, downwards first', [65, 65, 1], 'sign'],
] as const)('[PERF7] tells by what it sends: %s', (_, values, mode) => {
  expect(modeOf(values, false)).toBe(mode);
});

it('[PERF7] a pair of controllers is fourteen bits, whatever the first repeats', () => {
  expect(modeOf([64, 64, 64], true)).toBe('fine');
});
