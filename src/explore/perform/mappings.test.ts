import { expect, it } from 'vitest';
import { forgotten, heard, type Learnt } from './mappings';
import type { MidiEvent } from './midi';
import { along } from './targets';

const PADS = 'Pads';
const knob = (value: number, number = 21): MidiEvent => ({
  kind: 'control',
  channel: 1,
  number,
  value,
});
const note = (value: number): MidiEvent => ({ kind: 'note', channel: 1, number: 36, value });

const learn = (learning: string, event: MidiEvent, mappings: Learnt['mappings'] = {}): Learnt =>
  heard({ mappings, learning }, PADS, event, 0);

it('[PERF2] learns the next knob that moves, which does nothing else', () => {
  const done = heard({ mappings: {}, learning: 'speed' }, PADS, knob(3), 0);
  expect(done).toEqual({
    mappings: { speed: { input: PADS, kind: 'control', channel: 1, number: 21 } },
    learning: null,
    set: {},
    trigger: [],
  });
});

it('[PERF2] waits on while a note ends', () => {
  expect(learn('next', note(0))).toMatchObject({ mappings: {}, learning: 'next' });
  expect(learn('next', note(1)).learning).toBeNull();
});

it('[PERF2] sets all that one knob is mapped to, and nothing at another channel, number or device', () => {
  const first = learn('speed', knob(3));
  const both = learn(along('a1'), knob(3), first.mappings);
  expect(heard(both, PADS, knob(64), 0).set).toEqual({ speed: 0.5, 'along:a1': 0.5 });
  const silent = [
    heard(both, 'Other', knob(64), 0),
    heard(both, PADS, knob(64, 22), 0),
    heard(both, PADS, { ...knob(64), channel: 2 }, 0),
    heard(both, PADS, { ...knob(64), kind: 'note' }, 0),
  ];
  for (const { set } of silent) expect(set).toEqual({});
});

it('[PERF2] goes off when a note begins or a button is pressed, once each', () => {
  const byNote = learn('seed', note(5));
  expect(heard(byNote, PADS, note(1), 0).trigger).toEqual(['seed']);
  expect(heard(byNote, PADS, note(0), 0).trigger).toEqual([]);
  const byButton = learn('pause', knob(127));
  expect(heard(byButton, PADS, knob(127), 0).trigger).toEqual(['pause']);
  expect(heard(byButton, PADS, knob(120), 127).trigger).toEqual([]);
  expect(heard(byButton, PADS, knob(0), 127).trigger).toEqual([]);
});

it('[PERF2] sets a range by the velocity of a note, and leaves it there when the note ends', () => {
  const drum = learn('distance', note(9));
  expect(heard(drum, PADS, note(127), 0)).toMatchObject({ set: { distance: 1 }, trigger: [] });
  expect(heard(drum, PADS, note(0), 127).set).toEqual({});
});

it('forgets one and keeps the others', () => {
  const { mappings } = learn('next', note(1), learn('speed', knob(1)).mappings);
  expect(Object.keys(forgotten(mappings, 'speed'))).toEqual(['next']);
});
