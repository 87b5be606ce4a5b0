import { describe, expect, it } from 'vitest';
import source from '../../docs/run-states.md?raw';
import type { RunState } from './records';
import {
  advance,
  isLive,
  mayAsk,
  phaseOf,
  statusOf,
  type RunStatus,
  type StatusEvent,
} from './run-state';

const STATES = [
  'preparing',
  'running',
  'paused',
  'stopped',
  'finished',
  'failed',
  'interrupted',
] as const satisfies readonly RunState[];

const EVENTS: readonly StatusEvent[] = [
  ...(
    [
      'pause',
      'resume',
      'stop',
      'opened',
      'stepped',
      'saved',
      'lost',
      'failed',
      'abandoned',
    ] as const
  ).map((type) => ({ type })),
  { type: 'setLearningRates', generator: 1, discriminator: 1 },
  ...STATES.map((state) => ({ type: 'entered', state }) as const),
];

const begins = [null, ...STATES].map((before) => ({ type: 'begin', before }) as const);

const nameOf = (event: StatusEvent): string =>
  event.type === 'entered' ? `entered ${event.state}` : event.type;

/** Every change of phase that can come about while one trainer follows a run: "running --> pausing: pause". */
function transitions(): Set<string> {
  const found = new Set<string>();
  for (const status of reached()) {
    for (const event of eventsIn(status)) {
      const [from, to] = [phaseOf(status), phaseOf(advance(status, event))];
      if (from !== to) found.add(`${from} --> ${to}: ${nameOf(event)}`);
    }
  }
  return found;
}

const eventsIn = (status: RunStatus): readonly StatusEvent[] =>
  isLive(status.state) ? EVENTS : begins;

/** Every status that a run can come to. */
function reached(): RunStatus[] {
  const seen = new Map<string, RunStatus>();
  const left: RunStatus[] = STATES.filter((state) => !isLive(state)).map(statusOf);
  for (let status = left.pop(); status; status = left.pop()) {
    const key = JSON.stringify(status);
    if (seen.has(key)) continue;
    seen.set(key, status);
    for (const event of eventsIn(status)) left.push(advance(status, event));
  }
  return [...seen.values()];
}

const GOING = ['preparing', 'running', 'pausing', 'paused', 'resuming', 'recovering'];
/** What the groups of the diagram stand for, at the start and at the end of an arrow. */
const GROUPS: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>> =
  {
    Going: { from: GOING, to: 'preparing' },
    Live: { from: [...GOING, 'stopping'], to: 'preparing' },
  };

/** Each arrow of the diagram, as the transitions that it stands for. */
function arrows(): string[][] {
  const lines = source.matchAll(/^ *([A-Za-z]+) --> ([A-Za-z]+): (.+)$/gm);
  return [...lines].map(([, from = '', to = '', event = '']) =>
    (GROUPS[from]?.from ?? [from]).map((one) => `${one} --> ${GROUPS[to]?.to ?? to}: ${event}`),
  );
}

describe('[RUN8] the diagram of the states', () => {
  const happens = transitions();
  const drawn = arrows();

  it('draws whatever happens', () => {
    const all = new Set(drawn.flat());
    expect([...happens].filter((one) => !all.has(one))).toEqual([]);
  });

  it('draws nothing that does not happen', () => {
    expect(drawn.length).toBeGreaterThan(30);
    expect(drawn.filter((arrow) => !arrow.some((one) => happens.has(one)))).toEqual([]);
  });
});

it('[RUN8] what may not be asked of a run changes nothing', () => {
  const asks = [
    { type: 'pause' },
    { type: 'resume' },
    { type: 'stop' },
    { type: 'setLearningRates', generator: 1, discriminator: 1 },
  ] as const;
  const all = reached();
  expect(all.length).toBeGreaterThan(100);
  for (const status of all) {
    for (const ask of asks) {
      if (mayAsk(status, ask.type)) continue;
      const next = advance(status, ask);
      expect([ask.type, phaseOf(next)]).toEqual([ask.type, phaseOf(status)]);
    }
    expect(mayAsk(status, 'continue')).toBe(!isLive(status.state));
  }
});
