import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { FakeStore } from '../testing/engine/fake-store';
import {
  aCheckpoint,
  aGenerator,
  aMeasureRecord,
  aMetricBlock,
  aRun,
  aSample,
} from '../testing/records';
import { openStorage } from './open';
import type { StudioStorage } from './studio-storage';

/** What a run is kept in, as a training worker uses it. */
type Tested = Pick<
  StudioStorage,
  | 'createRun'
  | 'run'
  | 'updateRun'
  | 'putMetrics'
  | 'putSample'
  | 'putMeasures'
  | 'measures'
  | 'putGenerator'
  | 'generator'
  | 'putCheckpoint'
  | 'keepBestCheckpoint'
  | 'newestCheckpoint'
  | 'checkpoint'
  | 'rewindRun'
  | 'thinRun'
>;

let serial = 0;

/** The storage and the fake that tests put in its place: whatever a worker can see of one holds for
 *  the other. */
const STORES: readonly [string, (test: (store: Tested) => Promise<void>) => Promise<void>][] = [
  [
    'the storage',
    async (test) => {
      const name = `run-store-${serial++}`;
      const storage = await openStorage(name);
      await test(storage);
      storage.close();
      await deleteDB(name);
    },
  ],
  ['the fake', (test) => test(new FakeStore())],
];

describe.each(STORES)('a run store: %s', (_, over) => {
  /** A run of ten steps an epoch, with checkpoints at 20 and 30. */
  const filled = (test: (store: Tested) => Promise<void>): Promise<void> =>
    over(async (store) => {
      await store.createRun(aRun('a', { state: 'running', step: 35, epoch: 3 }));
      await store.putMetrics({ ...aMetricBlock('a', 0, 35) });
      for (const epoch of [0, 1, 2, 3]) await store.putSample(aSample('a', epoch, epoch * 10));
      for (const epoch of [1, 2, 3]) await store.putGenerator(aGenerator('a', epoch));
      for (const step of [20, 30]) await store.putCheckpoint(aCheckpoint('a', step));
      await test(store);
    });

  const closest = { shape: squarePictures(4, 1), pixels: new Uint8Array(16).fill(7) };

  it('[MEAS10] keeps what was measured, and the pictures of the closest pairs of the newest alone', () =>
    filled(async (store) => {
      const [first, second] = [10, 30].map((step) => aMeasureRecord('a', step));
      await store.putMeasures({ ...first!, closest });
      expect(await store.measures('a')).toEqual([{ ...first, closest }]);
      await store.putMeasures({ ...second!, closest });
      expect(await store.measures('a')).toEqual([first, { ...second, closest }]);
      expect(await store.measures('b')).toEqual([]);
      // What comes for a run that is gone is dropped.
      await store.putMeasures(aMeasureRecord('b', 10));
      expect(await store.measures('b')).toEqual([]);
      await store.rewindRun('a', aCheckpoint('a', 20), {});
      expect(await store.measures('a')).toEqual([first]);
    }));

  it('changes only what is named of a run, never its id, and knows none that is not there', () =>
    filled(async (store) => {
      const changed = await store.updateRun('a', { name: 'new', id: 'b' });
      expect(changed).toMatchObject({ id: 'a', name: 'new', state: 'running', step: 35 });
      expect(await store.run('a')).toEqual(changed);
      expect(await store.updateRun('b', { name: 'new' })).toBeUndefined();
      expect(await store.run('b')).toBeUndefined();
    }));

  it('gives copies: what is changed outside is not changed within', () =>
    filled(async (store) => {
      const found = (await store.run('a'))!;
      found.name = 'mine';
      expect((await store.run('a'))?.name).toBe('run a');
      const checkpoint = aCheckpoint('a', 40);
      await store.putCheckpoint(checkpoint);
      checkpoint.metricTail.fill(0);
      const kept = (await store.newestCheckpoint('a'))!.checkpoint;
      expect(kept.metricTail).toEqual(aCheckpoint('a', 40).metricTail);
      const generator = (await store.generator('a', 3))!;
      generator.weights[0]!.values.fill(0);
      expect(await store.generator('a', 3)).toEqual(aGenerator('a', 3));
    }));

  it('[SAVE4] keeps a checkpoint whole, tells the run of it, and gives the newest', () =>
    filled(async (store) => {
      expect(await store.putCheckpoint(aCheckpoint('a', 40))).toBeGreaterThan(0);
      expect(await store.newestCheckpoint('a')).toEqual({
        checkpoint: aCheckpoint('a', 40),
        damaged: 0,
      });
      const { step, epoch, savedAt } = aCheckpoint('a', 40);
      expect((await store.run('a'))?.checkpoint).toEqual({ step, epoch, savedAt });
    }));

  describe('[SAVE16] the best checkpoint', () => {
    /** A measure that is the better the lower `distance` is. */
    const measured = (step: number, distance: number) => {
      const record = aMeasureRecord('a', step, { epoch: step / 10 });
      return { ...record, measures: { ...record.measures, slicedMean: distance, colour: 0 } };
    };
    /** As at the end of an epoch: saved, then measured, then judged. */
    const end = async (store: Tested, step: number, distance: number): Promise<void> => {
      await store.putCheckpoint(aCheckpoint('a', step), step);
      await store.putMeasures(measured(step, distance));
      await store.keepBestCheckpoint('a');
    };
    const steps = async (store: Tested): Promise<number[]> => {
      const all = [20, 30, 40, 50, 60, 70, 80];
      const found = await Promise.all(all.map((step) => store.checkpoint('a', step)));
      return found.flatMap((one) => one?.step ?? []);
    };
    const best = async (store: Tested) => (await store.run('a'))?.bestCheckpoint;

    it('stays beside the two newest, whole, until another one is better', () =>
      filled(async (store) => {
        expect(await best(store)).toBeNull();
        await end(store, 40, 5);
        await end(store, 50, 9);
        for (const step of [60, 70]) await store.putCheckpoint(aCheckpoint('a', step));
        expect(await best(store)).toEqual({ step: 40, epoch: 4 });
        expect(await steps(store)).toEqual([40, 60, 70]);
        expect(await store.checkpoint('a', 40)).toEqual(aCheckpoint('a', 40));
        expect((await store.newestCheckpoint('a'))?.checkpoint.step).toBe(70);
        await end(store, 80, 4);
        expect(await best(store)).toEqual({ step: 80, epoch: 8 });
        await store.putCheckpoint(aCheckpoint('a', 90));
        expect(await steps(store)).toEqual([80]);
      }));

    it('is none that is not stored, however good it measured', () =>
      filled(async (store) => {
        await store.putMeasures(measured(10, 1));
        expect(await store.keepBestCheckpoint('a')).toMatchObject({ bestCheckpoint: null });
        await store.putMeasures(measured(30, 8));
        const run = await store.keepBestCheckpoint('a');
        expect(run?.bestCheckpoint).toEqual({ step: 30, epoch: 3 });
        expect(await store.run('a')).toEqual(run);
        expect(await store.keepBestCheckpoint('gone')).toBeUndefined();
      }));

    it('may be one whose measure came late: it stays until then', () =>
      filled(async (store) => {
        await store.putCheckpoint(aCheckpoint('a', 40), 40);
        for (const step of [50, 60]) await store.putCheckpoint(aCheckpoint('a', step), 40);
        expect(await steps(store)).toEqual([40, 50, 60]);
        await store.putMeasures(measured(40, 5));
        await store.keepBestCheckpoint('a');
        await store.putCheckpoint(aCheckpoint('a', 70));
        expect(await steps(store)).toEqual([40, 60, 70]);
      }));

    it('stays where the run is taken back to it or to a later one, and goes with what came later', () =>
      filled(async (store) => {
        await end(store, 40, 5);
        await store.putCheckpoint(aCheckpoint('a', 50));
        expect(await store.rewindRun('a', aCheckpoint('a', 50), {})).toMatchObject({
          bestCheckpoint: { step: 40 },
        });
        const run = await store.rewindRun('a', aCheckpoint('a', 40), {});
        expect(run).toMatchObject({ step: 40, checkpoint: { step: 40 } });
        expect(run?.bestCheckpoint).toEqual({ step: 40, epoch: 4 });
        expect((await store.measures('a')).map(({ step }) => step)).toEqual([40]);
        const back = await store.rewindRun('a', aCheckpoint('a', 30), {});
        expect(back?.bestCheckpoint).toBeNull();
        expect(await steps(store)).toEqual([]);
      }));
  });

  it('drops what is written for a run that is not there', () =>
    filled(async (store) => {
      await store.putMetrics(aMetricBlock('gone', 0));
      await store.putSample(aSample('gone', 1, 10));
      await store.putGenerator(aGenerator('gone', 1));
      expect(await store.putCheckpoint(aCheckpoint('gone', 10))).toBe(0);
      expect(await store.generator('gone', 1)).toBeUndefined();
      expect(await store.newestCheckpoint('gone')).toBeUndefined();
      expect(await store.rewindRun('gone', null, {})).toBeUndefined();
      expect((await store.newestCheckpoint('a'))?.checkpoint.step).toBe(30);
    }));

  it('[SAVE5] takes a run back to a checkpoint: what is of later steps or epochs goes', () =>
    filled(async (store) => {
      // Of no later step, and yet of an epoch that is not over at the checkpoint.
      await store.putGenerator({ ...aGenerator('a', 9), step: 20 });
      const to = aCheckpoint('a', 20);
      const run = await store.rewindRun('a', to, { state: 'preparing' });
      expect(run).toMatchObject({ state: 'preparing', step: 20, epoch: 2 });
      expect(run?.checkpoint).toEqual({ step: 20, epoch: 2, savedAt: to.savedAt });
      expect(await store.run('a')).toEqual(run);
      expect((await store.newestCheckpoint('a'))?.checkpoint.step).toBe(20);
      const left = [1, 2, 3, 9].map(async (epoch) => (await store.generator('a', epoch))?.epoch);
      expect(await Promise.all(left)).toEqual([1, 2, undefined, undefined]);
    }));

  it('takes a run back to its beginning', () =>
    filled(async (store) => {
      const run = await store.rewindRun('a', null, {});
      expect(run).toMatchObject({ step: 0, epoch: 0, checkpoint: null });
      expect(await store.newestCheckpoint('a')).toBeUndefined();
      expect(await store.generator('a', 1)).toBeUndefined();
    }));

  it('makes room until nothing is left that may go; the first and the last generator stay', () =>
    filled(async (store) => {
      let freed = 0;
      do freed = await store.thinRun('a');
      while (freed > 0);
      expect((await store.generator('a', 1))?.epoch).toBe(1);
      expect(await store.generator('a', 2)).toBeUndefined();
      expect((await store.generator('a', 3))?.epoch).toBe(3);
      expect((await store.newestCheckpoint('a'))?.checkpoint.step).toBe(30);
    }));
});
