import { expect, it } from 'vitest';
import kept from '../../testing/fixtures/performing.json';
import { readSetup } from './kept';

const nothing = { mappings: {}, modulations: {} };

it('[PERF3] opens what an earlier visit kept', () => {
  expect(readSetup(kept)).toEqual({
    mappings: {
      speed: { input: 'nanoKONTROL2', kind: 'control', channel: 1, number: 21 },
      'along:a1': { input: 'nanoKONTROL2', kind: 'control', channel: 1, number: 22 },
      seed: { input: 'Pads', kind: 'note', channel: 10, number: 36 },
    },
    modulations: { distance: { source: 'low', amount: 0.3 } },
  });
});

it('[PERF7] opens how a knob tells of itself, and passes over what it does not know', () => {
  const knob = { input: 'a', kind: 'control', channel: 1, number: 1 } as const;
  const read = (control: object) => readSetup({ mappings: { speed: control } }).mappings.speed;
  expect(read({ ...knob, mode: 'offset' })).toEqual({ ...knob, mode: 'offset' });
  expect(read({ ...knob, mode: 'fine' })).toEqual({ ...knob, mode: 'fine' });
  for (const mode of ['position', 'slow', 3]) expect(read({ ...knob, mode })).toEqual(knob);
  expect(read({ ...knob, number: 40, mode: 'fine' })).toEqual({ ...knob, number: 40 });
});

it.each([
  [undefined],
  [null],
  ['text'],
  [[1, 2]],
  [{ mappings: null, modulations: 3 }],
  [{ mappings: { speed: null, next: { input: 1 } } }],
  [{ mappings: { speed: { input: 'a', kind: 'control', channel: 0, number: 1 } } }],
  [{ mappings: { speed: { input: 'a', kind: 'wheel', channel: 1, number: 1 } } }],
  [{ mappings: { speed: { input: 'a', kind: 'note', channel: 1, number: 1.5 } } }],
  [{ mappings: { unknown: { input: 'a', kind: 'note', channel: 1, number: 1 } } }],
  [{ modulations: { next: { source: 'low', amount: 1 } } }],
  [{ modulations: { speed: { source: 'bass', amount: 1 } } }],
  [{ modulations: { speed: { source: 'low', amount: 2 } } }],
  [{ modulations: { speed: { source: 'low', amount: null } } }],
])('[PERF3] passes over what was kept wrongly: %j', (wrong) => {
  expect(readSetup(wrong)).toEqual(nothing);
});
