import { beforeEach, expect, it } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { SILENCE } from '../../explore/perform/sound';
import { createPerforming, type OpenMicrophone, type Performing } from './performing';

let written: Map<string, unknown>;
let send: (input: string, ...bytes: number[]) => void;
let plug: (...names: string[]) => void;
let asked: string[];
let granted: boolean;
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
      granted: () => Promise.resolve(granted),
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
  [asked, triggered, closed, granted] = [[], [], 0, false];
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

it('[PERF7] tells an encoder by what it sends, goes on from where the slider was, and can be read otherwise', async () => {
  await state().actions.connectMidi();
  state().actions.set('distance', 0.5);
  state().actions.learn('distance');
  for (const value of [65, 65, 66]) send('Pads', 0xb0, 21, value);
  expect(state().mappings.distance).toMatchObject({ number: 21, mode: 'offset' });
  expect(state().shares.distance).toBeCloseTo(0.5 + 3 / 127);
  send('Pads', 0xb0, 21, 54);
  expect(state().shares.distance).toBeCloseTo(0.5 - 7 / 127);
  state().actions.read('distance', 'position');
  send('Pads', 0xb0, 21, 64);
  expect(state().shares.distance).toBe(0.5);
  expect(state().mappings.distance!.mode).toBe('position');
});

it('[PERF7] takes a pair of controllers for one position of fourteen bits', async () => {
  await state().actions.connectMidi();
  state().actions.learn('speed');
  for (const [number, value] of [
    [7, 64],
    [39, 0],
    [7, 64],
    [39, 64],
  ] as const)
    send('Pads', 0xb0, number, value);
  expect(state().mappings.speed).toMatchObject({ number: 7, mode: 'fine' });
  expect(state().shares.speed).toBeCloseTo(0.5 + 64 / (2 * 8191), 9);
});

it('[PERF8] knobs lead the sliders of the room while Full screen is closed, and ask nobody', async () => {
  await state().actions.connectMidi();
  state().actions.learn('distance');
  send('Pads', 0xb0, 21, 5);
  state().actions.end();
  send('Pads', 0xb0, 21, 127);
  expect(state().shares).toEqual({});

  const led: [string, number][] = [];
  const share = (target: string): number | null => (target === 'distance' ? 0.5 : null);
  const sliders = { share, set: (target: string, to: number) => void led.push([target, to]) };
  store = opened();
  asked = [];
  state().actions.lead(sliders);
  await state().actions.connectWhereGranted();
  expect(asked).toEqual([]);
  granted = true;
  await state().actions.connectWhereGranted();
  expect(asked).toEqual(['midi']);
  send('Pads', 0xb0, 21, 127);
  state().actions.read('distance', 'twos');
  send('Pads', 0xb0, 21, 127);
  expect(led).toEqual([
    ['distance', 1],
    ['distance', 0.5 - 1 / 127],
  ]);
  begin();
  send('Pads', 0xb0, 21, 1);
  expect(led, 'Full screen has them').toHaveLength(2);
  state().actions.end();
  state().actions.lead(null);
  send('Pads', 0xb0, 21, 1);
  expect(led).toHaveLength(2);
});
