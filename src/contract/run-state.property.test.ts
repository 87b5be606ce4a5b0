import { describe, expect, it } from 'vitest';
import { faultOf } from '../testing/run-world';
import { advance, type RunPhase, type RunStatus, type StatusEvent } from './run-state';

const SEQUENCES = 6000;
const HAPPENINGS = 80;

const PHASES: readonly RunPhase[] = [
  'preparing',
  'running',
  'pausing',
  'paused',
  'resuming',
  'stopping',
  'recovering',
  'stopped',
  'finished',
  'failed',
  'interrupted',
];

/** The first fault that is found, or null. */
function search(machine: typeof advance, seen?: Set<RunPhase>): string | null {
  for (let seed = 0; seed < SEQUENCES; seed++) {
    const fault = faultOf(seed, HAPPENINGS, machine, seen);
    if (fault) return fault;
  }
  return null;
}

it('[RUN8] whatever happens to a run, it has one trainer, every wish is met and no state holds it for ever', () => {
  const seen = new Set<RunPhase>();
  expect(search(advance, seen)).toBeNull();
  // It came through every state there is.
  expect([...seen].sort()).toEqual([...PHASES].sort());
});

type Broken = (status: RunStatus, event: StatusEvent, right: RunStatus) => RunStatus;

/** Faults that a change could bring, and what is to find them. */
const BROKEN: readonly (readonly [string, RegExp, Broken])[] = [
  [
    'a loss forgets what was wished',
    /was (asked for|wanted)/,
    (_, { type }, right) => (type === 'lost' && right.lost ? { ...right, wish: 'run' } : right),
  ],
  [
    'a loss forgets the learning rates',
    /learning rates were lost/,
    (_, { type }, right) => (type === 'lost' ? { ...right, learningRates: null } : right),
  ],
  [
    'Resume takes Stop back',
    /stop was asked for/,
    (status, { type }, right) =>
      type === 'resume' && status.wish === 'stop' ? { ...right, wish: 'run' } : right,
  ],
  [
    'losses are not counted',
    /losses in a row/,
    (_, { type }, right) => (type === 'lost' && right.lost ? { ...right, losses: 0 } : right),
  ],
  [
    'a live run can be begun',
    /trainers of one run/,
    (status, event, right) =>
      event.type === 'begin' ? advance({ ...status, state: 'stopped' }, event) : right,
  ],
  [
    'a run that trains again still counts as lost',
    /was (asked for|wanted)/,
    (status, { type }, right) =>
      type === 'entered' && status.lost ? { ...right, lost: true } : right,
  ],
  [
    'a run whose tab is gone stays live',
    /for ever/,
    (status, { type }, right) => (type === 'abandoned' ? status : right),
  ],
  [
    'a failed run cannot be begun again',
    /cannot be gone on with/,
    (status, { type }, right) => (type === 'begin' && status.state === 'failed' ? status : right),
  ],
];

describe('[RUN8] the search finds', () => {
  it.each(BROKEN)('%s', (_, says, broken) => {
    const machine: typeof advance = (status, event) =>
      broken(status, event, advance(status, event));
    expect(search(machine)).toMatch(says);
  });
});
