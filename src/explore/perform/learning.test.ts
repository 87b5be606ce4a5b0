import { expect, it } from 'vitest';
import { Detecting } from './learning';
import type { MidiControl, MidiEvent } from './midi';

const event = (value: number, number = 7): MidiEvent => ({
  kind: 'control',
  channel: 1,
  number,
  value,
});
const control = (number = 7): MidiControl => ({
  input: 'Knobs',
  kind: 'control',
  channel: 1,
  number,
});
const learnt = (value: number, number = 7): Detecting =>
  new Detecting('distance', control(number), event(value, number), 0.5);

it('[PERF7] an encoder is told by its steps, which go on from where the range was', () => {
  const detecting = learnt(1);
  const first = detecting.hear('Knobs', event(1))!;
  expect(first.control.mode).toBe('twos');
  expect(first.share).toBeCloseTo(0.5 + 1 / 127);
  expect(detecting.hear('Knobs', event(2))).toBeNull();
  // The other way it turns out to write a sign.
  const second = detecting.hear('Knobs', event(65))!;
  expect(second.control.mode).toBe('sign');
  expect(second.share).toBeCloseTo(0.5 + 2 / 127);
});

it('[PERF7] a pair is told by its second controller, whichever comes first', () => {
  expect(learnt(64).hear('Knobs', event(3, 39))).toEqual({
    control: { ...control(), mode: 'fine' },
    share: null,
  });
  expect(learnt(3, 39).hear('Knobs', event(64, 7))).toEqual({
    control: { ...control(), mode: 'fine' },
    share: null,
  });
});

it('[PERF7] a knob stays what it is, and other devices, channels and controllers say nothing of it', () => {
  const detecting = learnt(1);
  for (const value of [2, 3, 4]) expect(detecting.hear('Knobs', event(value))).toBeNull();
  expect(detecting.hear('Other', event(4))).toBeNull();
  expect(detecting.hear('Knobs', { ...event(4), channel: 2 })).toBeNull();
  expect(detecting.hear('Knobs', event(4, 8))).toBeNull();
});
