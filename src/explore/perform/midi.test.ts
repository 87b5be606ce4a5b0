import { expect, it } from 'vitest';
import { readMidi, shareOfSevenBits } from './midi';

it('[PERF2] reads knobs and notes, each with its channel', () => {
  expect(readMidi([0xb0, 21, 127])).toEqual({
    kind: 'control',
    channel: 1,
    number: 21,
    value: 127,
  });
  expect(readMidi([0xbf, 0, 0])).toEqual({ kind: 'control', channel: 16, number: 0, value: 0 });
  expect(readMidi([0x99, 36, 100])).toEqual({ kind: 'note', channel: 10, number: 36, value: 100 });
});

it('[PERF2] takes a note that begins with velocity 0 for one that ends', () => {
  const ended = { kind: 'note', channel: 1, number: 60, value: 0 };
  expect(readMidi([0x90, 60, 0])).toEqual(ended);
  // Velocity of release is nobody's.
  expect(readMidi([0x80, 60, 64])).toEqual(ended);
});

it.each([
  ['clock', [0xf8]],
  ['pitch bend', [0xe0, 0, 64]],
  ['system exclusive', [0xf0, 0x7e, 0x7f, 6, 1, 0xf7]],
  ['all notes off', [0xb0, 123, 0]],
  ['one that is cut off', [0xb0, 21]],
  ['bytes without a status', [21, 100]],
  ['a status in the place of a value', [0xb0, 21, 0x90]],
  ['nothing', []],
])('passes over %s', (_, bytes) => {
  expect(readMidi(bytes)).toBeNull();
});

it('[PERF2] goes from end to end, with the middle at 64', () => {
  expect([0, 32, 64, 127].map(shareOfSevenBits)).toEqual([0, 0.25, 0.5, 1]);
  const all = Array.from({ length: 128 }, (_, i) => shareOfSevenBits(i));
  expect(all).toEqual([...all].sort((a, b) => a - b));
  expect(new Set(all).size).toBe(128);
});
