import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../contract/errors';
import { UNTRAINED } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakeFilms } from '../../testing/fakes/films';
import { FakePrints } from '../../testing/fakes/prints';
import { aGenerator, aRun } from '../../testing/records';
import type { Explore } from './model';
import { createExplore } from './store';
import { createVerdicts, verdictOn, type VerdictsStore } from './verdicts';

const NAME = 'verdicts-test';
const seed = (number: number): Origin => ({ kind: 'seed', seed: number });
const NEWEST = { step: 40, epoch: 4, savedAt: 1000 };
let storage: StudioStorage;
let explorer: FakeExplorer;
let explore: () => Explore;
let verdicts: () => VerdictsStore;

beforeEach(async () => {
  storage = await openStorage(NAME);
  const bestCheckpoint = { step: 30, epoch: 3 };
  await storage.createRun(aRun('run', { checkpoint: NEWEST, bestCheckpoint }));
  await storage.createRun(aRun('brought', { checkpoint: null }));
  for (const epoch of [3, 4]) await storage.putGenerator(aGenerator('run', epoch));
  await storage.putGenerator(aGenerator('brought', 4));
  explorer = new FakeExplorer();
  const ports = {
    explorer,
    films: new FakeFilms(),
    prints: new FakePrints(),
    storage,
    files: {} as never,
    now: { time: () => 1000, newId: () => 'id' },
    preferences: { read: () => undefined, write: () => undefined },
    engine: () => 'wasm' as const,
    report: (cause: unknown) => {
      throw cause;
    },
  };
  const store = createExplore(ports);
  const made = createVerdicts(ports, store);
  explore = () => store.getState();
  verdicts = () => made.getState();
  await open('run', 4);
});

afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

const open = async (runId: string, epoch: number): Promise<void> => {
  await explore().actions.explore({ runId, epoch, weights: 'weights' });
  await verdicts().actions.look(runId);
};
const judge = (...seeds: number[]): Promise<void> =>
  verdicts().actions.judge(seeds.map(seed), new AbortController().signal);
const on = (number: number) => verdictOn(verdicts(), explore(), seed(number));

describe('verdicts', () => {
  it('[VERD1] are given once by the newest checkpoint, of before and of now', async () => {
    expect(on(1)).toBeNull();
    await judge(1, 2);
    await judge(2, 3);
    expect(explorer.painted).toBe(3);
    expect(explorer.judgedBy).toEqual([40, 40]);
    expect(on(1)).toMatchObject({ before: { logit: 0, score: 0.5 } });
    expect(on(1)!.now.score).not.toBe(on(2)!.now.score);
    explore().actions.set({ truncation: 0.5 });
    expect(on(1), 'another picture').toBeNull();
  });

  it('[VERD1] are given by the best one where its generator is explored, and by the one that is chosen', async () => {
    await open('run', 3);
    await judge(1);
    verdicts().actions.set({ chosen: 'newest' });
    expect(on(1)).toBeNull();
    await judge(1);
    expect(explorer.judgedBy).toEqual([30, 40]);
  });

  it('[VERD1] are given by none of a run without a checkpoint', async () => {
    await open('brought', 4);
    await judge(1);
    await verdicts().actions.judgeMany(4);
    expect(explorer.judgedBy).toEqual([]);
    expect(verdicts()).toMatchObject({ kept: { newest: null, best: null }, judged: null });
  });

  it('[VERD1] go on with a newer checkpoint once theirs is gone', async () => {
    const gone = new StudioError('discriminator-not-kept', { step: 40 });
    const answer = explorer.judgePainted.bind(explorer);
    explorer.judgePainted = () => Promise.reject(gone);
    await storage.updateRun('run', { checkpoint: { ...NEWEST, step: 50, epoch: 5 } });
    await judge(1);
    expect(verdicts()).toMatchObject({ error: null, kept: { newest: { step: 50 } } });
    await judge(1);
    expect(verdicts().error, 'that one is gone too').toMatchObject({
      code: 'discriminator-not-kept',
    });
    explorer.judgePainted = answer;
    await judge(1);
    expect(explorer.judgedBy).toEqual([50]);
    expect(verdicts().error).toBeNull();
  });

  it('[VERD5] take no second painting of what the wall paints, whoever comes first', async () => {
    const seeds = Array.from({ length: 20 }, (_, i) => seed(i));
    const { signal } = new AbortController();
    await Promise.all([
      explore().actions.paint(seeds, 'soon', signal),
      verdicts().actions.judge(seeds, signal),
    ]);
    expect(explorer.painted).toBe(20);
    expect(seeds.every((_, i) => on(i) !== null)).toBe(true);
  });

  it('[VERD7] are given of what the untrained generator painted', async () => {
    const untrained = { runId: 'run', epoch: UNTRAINED, weights: 'weights' } as const;
    await verdicts().actions.judge([seed(1)], new AbortController().signal, untrained);
    expect(explorer.generators).toEqual([untrained]);
    expect(verdictOn(verdicts(), explore(), seed(1), untrained)).not.toBeNull();
    expect(on(1)).toBeNull();
  });

  it('[VERD4] are given of many pictures by seed, and what was judged stays when it is cancelled', async () => {
    explore().actions.set({ firstSeed: 100 });
    await verdicts().actions.judgeMany(40);
    expect(verdicts().judged).toMatchObject({ done: 40, total: 40, underWay: false });
    expect(verdicts().judged!.found.map((one) => one.seed)).toEqual(
      Array.from({ length: 40 }, (_, i) => 100 + i),
    );
    const answer = explorer.judge.bind(explorer);
    let orders = 0;
    explorer.judge = (...what) => {
      if (++orders === 2) verdicts().actions.cancel();
      return answer(...what);
    };
    await verdicts().actions.judgeMany(40);
    expect(verdicts().judged).toMatchObject({ done: 16, underWay: false });
    expect(verdicts().judged!.found).toHaveLength(16);
    expect(verdicts().error).toBeNull();
  });

  it('[VERD4] are given again by a newer checkpoint at a press, of the same pictures, whose order stays meanwhile', async () => {
    explore().actions.set({ firstSeed: 100 });
    await verdicts().actions.judgeMany(20);
    const { found, key } = verdicts().judged!;
    explore().actions.set({ firstSeed: 7 });
    await storage.updateRun('run', { checkpoint: { ...NEWEST, step: 50, epoch: 5 } });
    const answer = explorer.judge.bind(explorer);
    const meanwhile: (typeof found)[] = [];
    explorer.judge = (...what) => {
      meanwhile.push(verdicts().judged!.before);
      return answer(...what);
    };
    await verdicts().actions.judgeAgain();
    expect(verdicts().judged!.key).not.toBe(key);
    expect(meanwhile).toEqual([found, found]);
    expect(explorer.judgedBy).toEqual([40, 40, 50, 50]);
    expect(verdicts().judged!.found.map((one) => one.seed)).toEqual(found.map((one) => one.seed));
  });
});
