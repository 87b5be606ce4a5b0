import { expect, it } from 'vitest';
import { isThinned, leaveOut } from './look-alikes';

it('[PIC25] all of a group but one are left out, whatever was left out before', () => {
  const groups = [
    [0, 3, 8],
    [1, 2],
    [4, 5],
  ];
  expect(leaveOut(groups, new Set())).toEqual([3, 8, 2, 5]);
  const out = new Set([0, 4, 5]);
  expect(leaveOut(groups, out)).toEqual([8, 2]);
  expect(groups.map((group) => isThinned(group, out))).toEqual([false, false, true]);
  const after = new Set([...out, ...leaveOut(groups, out)]);
  expect(groups.every((group) => isThinned(group, after))).toBe(true);
});
