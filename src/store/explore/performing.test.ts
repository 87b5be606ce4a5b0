import { beforeEach, expect, it } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { SILENCE } from '../../explore/perform/sound';
import { createPerforming, type OpenMicrophone, type Performing } from './performing';

let written: Map<string, unknown>;
let send: (input: string, ...bytes: number[]) => void;
let plug: (...names: string[]) => void;
let asked: string[];
let triggered: string[];
let gone: () => void;
let answer: (found: OpenMicrophone | 'refused') => void;
let closed: number;
let store: StoreApi<Performing>;

const opened = (): StoreApi<Performing> =>
  createPerforming({
    preferences: {
      read: (key) => written.get(key),
      write: (key, value) => written.set(key, JSON.parse(JSON.stringify(value))),
    },
    midi: {
      connect: (onInputs, onMessage) => {
        asked.push('midi');
        plug = (...names) => onInputs(names);
        send = (input, ...bytes) => onMessage(input, Uint8Array.from(bytes));
        plug('Pads');
        return Promise.resolve('on');
      },
    },
    microphone: {
      open: (onGone) => {
        asked.push('microphone');
        gone = onGone;
        return new Promise((resolve) => (answer = resolve));
      },
    },
  });

const heard: OpenMicrophone = {
  levels: () => ({ ...SILENCE, low: 1 }),
  close: () => (closed += 1),
};
const state = (): Performing => store.getState();
const begin = (): void => state().actions.begin(null, 1, (one) => triggered.push(one));
/** Lets an answer be taken. */
const taken = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  written = new Map();
  [asked, triggered, closed] = [[], [], 0];
  store = opened();
  begin();
});

it('[PERF2] asks for MIDI once, when it is to be connected', async () => {
  expect(asked).toEqual([]);
  await state().actions.connectMidi();
  await state().actions.connectMidi();
  expect(asked).toEqual(['midi']);
  expect(state()).toMatchObject({ midi: 'on', inputs: ['Pads'] });
});

it('[PERF2] [PERF3] learns a knob, keeps it by its name, and hears it again on the next visit', async () => {
  await state().actions.connectMidi();
  state().actions.learn('distance');
  send('Pads', 0xb0, 21, 5);
  expect(state().learning).toBeNull();
  expect(state().shares.distance).toBe(0);
  send('Pads', 0xb0, 21, 64);
  expect(state().shares.distance).toBe(0.5);

  store = opened();
  begin();
  await state().actions.connectMidi();
  plug();
  plug('Other', 'Pads');
  send('Pads', 0xb0, 21, 127);
  expect(state().shares.distance).toBe(1);
  state().actions.forget('distance');
  send('Pads', 0xb0, 21, 0);
  expect(state().shares.distance).toBe(1);
});

it('[PERF2] goes off once for each press of a button, and not while Full screen is closed', async () => {
  await state().actions.connectMidi();
  state().actions.learn('next');
  send('Pads', 0xb0, 44, 127);
  send('Pads', 0xb0, 44, 0);
  for (const value of [127, 127, 0, 127]) send('Pads', 0xb0, 44, value);
  expect(triggered).toEqual(['next', 'next']);
  state().actions.end();
  for (const value of [0, 127]) send('Pads', 0xb0, 44, value);
  expect(triggered).toHaveLength(2);
});

it('[PERF1] begins where the picture in hand was moved to', () => {
  const hand = {
    kind: 'moved',
    of: { kind: 'seed', seed: 1 },
    moves: [{ direction: 'a2', amount: 2 }],
  } as const;
  state().actions.begin(hand, 0.9, () => undefined);
  const { moves, truncation } = state().actions.frame(0.02);
  expect(moves).toEqual(hand.moves);
  expect(truncation).toBe(0.9);
});

it('[PERF4] [PERF5] adds what it hears until it is let go', async () => {
  state().actions.modulate('distance', { source: 'low', amount: 0.4 });
  const using = state().actions.useMicrophone();
  answer(heard);
  await using;
  expect(state().microphone).toBe('on');
  expect(state().actions.frame(0.02).distance).toBe(0.4);
  state().actions.end();
  expect([state().microphone, closed]).toEqual(['off', 1]);
  expect(state().actions.levels()).toEqual(SILENCE);
  begin();
  expect(state().actions.frame(0.02).distance).toBe(0);
  expect(written.get('performing')).toMatchObject({
    modulations: { distance: { source: 'low', amount: 0.4 } },
  });
});

it('[PERF5] lets a microphone go at once that is allowed after Full screen was left', async () => {
  void state().actions.useMicrophone();
  state().actions.end();
  answer(heard);
  await taken();
  expect([state().microphone, closed]).toEqual(['off', 1]);
});

it('[PERF6] says that the microphone was refused, and that it was unplugged', async () => {
  void state().actions.useMicrophone();
  answer('refused');
  await taken();
  expect(state().microphone).toBe('refused');
  void state().actions.useMicrophone();
  answer(heard);
  await taken();
  gone();
  expect([state().microphone, closed]).toEqual(['gone', 1]);
});
