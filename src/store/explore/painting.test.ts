import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KeptGenerator } from '../../contract/commands';
import type { GeneratedPicture } from '../../contract/events';
import type { Urgency } from '../../contract/explore';
import type { EngineChoice } from '../../contract/hyperparameters';
import { StudioError } from '../../contract/errors';
import type { Origin } from '../../explore/origin';
import { FakeExplorer } from '../../testing/fakes/explorer';
import type { ExploringPorts } from '../ports';
import type { Explore } from './model';
import { createExplore } from './store';

const GENERATOR = { runId: 'run', epoch: 1, weights: 'weights' } as const;

/** Paints one order after another, each picture in its time; what is withdrawn before its turn is not painted. */
class SlowExplorer extends FakeExplorer {
  readonly sizes: number[] = [];
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly milliseconds: number) {
    super();
  }

  override paint(
    generator: KeptGenerator,
    engine: EngineChoice,
    latents: Float32Array<ArrayBuffer>,
    _urgency?: Urgency,
    signal?: AbortSignal,
  ): Promise<readonly GeneratedPicture[]> {
    const turn = this.last.then(async () => {
      if (signal?.aborted) throw new StudioError('cancelled');
      const count = latents.length / this.opened.latentSize;
      this.sizes.push(count);
      await new Promise((resolve) => setTimeout(resolve, this.milliseconds * count));
      return super.paint(generator, engine, latents);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function room(explorer: FakeExplorer): Promise<Explore> {
  const ports = {
    explorer,
    storage: {
      generatorEpochs: () => Promise.resolve([1]),
      favourites: () => Promise.resolve([]),
      directions: () => Promise.resolve([]),
    },
    engine: () => 'wasm',
    now: { time: () => Date.now(), newId: () => 'id' },
    report: () => undefined,
  } as unknown as ExploringPorts;
  const store = createExplore(ports);
  await store.getState().actions.explore(GENERATOR);
  return store.getState();
}

/** A map's column, from its middle to its ends. */
const column = (at: number): Origin[] =>
  [0, 1, -1, 2, -2].map((row) => ({ kind: 'map', seed: 1, x: at, y: row }));

it('[EXP10] a map that is dragged over a slow engine shows pictures all the while', async () => {
  const explorer = new SlowExplorer(120);
  const { actions } = await room(explorer);
  let controller = new AbortController();
  const bare: number[] = [];
  // Twelve columns of five are in view; each 400 ms another one comes in and one goes.
  for (let moved = 0; moved < 25; moved++) {
    controller.abort();
    controller = new AbortController();
    const inView = Array.from({ length: 12 }, (_, i) => column(moved + i)).flat();
    actions.paint(inView, 'now', controller.signal).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(400);
    if (moved >= 2 && inView.every((origin) => actions.painted(origin) === null)) bare.push(moved);
  }
  expect(bare).toEqual([]);
  expect(Math.max(...explorer.sizes)).toBeLessThanOrEqual(4);
  expect(explorer.sizes.slice(2).every((size) => size === 1)).toBe(true);
  // Ten seconds at 120 ms: no picture was lost to a drag.
  expect(explorer.painted).toBeGreaterThan(75);
});

it('[EXP10] what comes first in an order is painted first, and a fast engine paints whole portions', async () => {
  const explorer = new SlowExplorer(2);
  const { actions } = await room(explorer);
  const wanted = Array.from({ length: 40 }, (_, i) => column(i)).flat();
  const told: number[] = [];
  const progress = (): void =>
    void told.push(wanted.filter((origin) => actions.painted(origin) !== null).length);
  const { signal } = new AbortController();
  const painting = actions.paint(wanted, 'now', signal, undefined, progress);
  await vi.advanceTimersByTimeAsync(12);
  expect(wanted.slice(0, 4).every((origin) => actions.painted(origin) !== null)).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  await painting;
  expect(explorer.sizes.slice(0, 3)).toEqual([4, 16, 16]);
  expect(told.at(-1)).toBe(200);
});

it('[EXP10] orders no picture twice that is on its way, unless it was withdrawn', async () => {
  const explorer = new SlowExplorer(10);
  const { actions } = await room(explorer);
  const wanted = column(0);
  const gone = new AbortController();
  const first = actions.paint(wanted, 'soon', gone.signal).catch(() => undefined);
  const second = actions.paint(wanted, 'soon', new AbortController().signal);
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([first, second]);
  expect(explorer.painted).toBe(5);
  const other = column(1);
  const withdrawn = actions.paint(other, 'soon', gone.signal).catch(() => undefined);
  gone.abort();
  const wantedStill = actions.paint(other, 'soon', new AbortController().signal);
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([withdrawn, wantedStill]);
  expect(other.every((origin) => actions.painted(origin) !== null)).toBe(true);
});
