import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { METRIC_BLOCK_ROWS } from '../contract/records';
import { aDataset, aRun, aSample, aGenerator } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failing } from '../testing/failing';

/** What is shown of a run must be what is kept of it: nothing lost, nothing twice. */

let studio: Harness;
const openRun = () => openRunOf(studio.state())!;
const say: Harness['ports']['trainer']['say'] = (event) => studio.ports.trainer.say(event);

/** Rows of steps `from` .. `to`; the losses say which attempt they are of. */
const rows = (from: number, to: number, attempt = 1): Float64Array<ArrayBuffer> =>
  Float64Array.from(
    Array.from({ length: to - from + 1 }, (_, i) => [
      from + i,
      0,
      attempt,
      attempt,
      0.5,
      0.5,
    ]).flat(),
  );
const notify = (from: number, to: number, attempt = 1): void =>
  say({ type: 'metrics', runId: 'a', rows: rows(from, to, attempt) });

const steps = (): number[] =>
  Array.from({ length: openRun().metrics.length }, (_, i) => openRun().metrics.point(i).step);
const attempts = (): number[] =>
  Array.from(
    { length: openRun().metrics.length },
    (_, i) => openRun().metrics.point(i).generatorLoss,
  );
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Stored rows 1 .. `last`. */
const store = (last: number, attempt = 1): Promise<void> =>
  studio.storage.putMetrics({ runId: 'a', block: 0, rows: rows(1, last, attempt) });
const state = async (change: Parameters<typeof aRun>[1]): Promise<void> => {
  await studio.storage.updateRun('a', change!);
  say({ type: 'run', run: aRun('a', change), preparing: null });
};

beforeEach(async () => {
  studio = await openStudio({}, async (storage) => {
    await storage.finishDataset(aDataset('set'));
    await storage.createRun(aRun('a', { state: 'stopped' }));
  });
  await store(10);
  await studio.actions.goOn('a');
  await state({ state: 'running' });
});
afterEach(() => studio.end());

describe('a run that is taken back to its checkpoint', () => {
  it('[SAVE9] shows curves, grids and generators as they are kept, and goes on from there', async () => {
    for (const [epoch, step] of [
      [0, 0],
      [1, 8],
      [2, 16],
    ] as const) {
      say({ type: 'samples', sample: aSample('a', epoch, step) });
    }
    say({ type: 'generatorSaved', runId: 'a', epoch: 2, bytes: 100 });
    notify(11, 16);
    // Taken back to step 8.
    await studio.storage.putSample(aSample('a', 0, 0));
    await studio.storage.putSample(aSample('a', 1, 8));
    await studio.storage.putGenerator(aGenerator('a', 1));
    await store(8);
    await state({ state: 'preparing' });
    say({ type: 'keptChanged', runId: 'a' });
    await vi.waitFor(() => expect(steps()).toEqual(upTo(8)));
    expect(openRun().samples.map(({ step }) => step)).toEqual([0, 8]);
    expect(openRun().generatorEpochs).toEqual([1]);
    notify(9, 12, 2);
    await vi.waitFor(() => expect(attempts()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]));
    expect(openRun()).toMatchObject({ live: true });
  });

  it('neither loses nor doubles what is told while it is read', async () => {
    await store(8);
    await state({ state: 'preparing' });
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const { storage } = studio;
    const metrics = storage.metrics.bind(storage);
    vi.spyOn(storage, 'metrics').mockImplementationOnce(async (id) => {
      await opened;
      return metrics(id);
    });
    say({ type: 'keptChanged', runId: 'a' });
    // Already stored when it is read, partly stored, and new.
    notify(9, 9, 2);
    notify(10, 13, 2);
    say({ type: 'samples', sample: aSample('a', 2, 13) });
    say({ type: 'generatorSaved', runId: 'a', epoch: 2, bytes: 1 });
    await state({ state: 'running', step: 13 });
    await store(11, 2);
    open();
    await vi.waitFor(() => expect(attempts()).toEqual(Array.from({ length: 13 }, () => 2)));
    expect(steps()).toEqual(upTo(13));
    expect(openRun().samples.map(({ step }) => step)).toEqual([13]);
    expect(openRun().generatorEpochs).toEqual([2]);
    expect(openRun().run).toMatchObject({ state: 'running', step: 13 });
    notify(14, 15, 2);
    await vi.waitFor(() => expect(steps()).toEqual(upTo(15)));
  });

  it('reads it again where rows come that were shown already', async () => {
    notify(11, 20);
    await store(12);
    notify(13, 15, 2);
    await vi.waitFor(() => expect(steps()).toEqual(upTo(15)));
    expect(attempts().slice(11)).toEqual([1, 2, 2, 2]);
  });

  it('[SAVE11] shows the healthy part of a run whose numbers went bad', async () => {
    notify(11, 16);
    await store(8);
    const failure = failing('numbers-bad', 'Not numbers.', 'Lower.');
    await studio.storage.updateRun('a', { state: 'failed' });
    say({ type: 'keptChanged', runId: 'a' });
    say({
      type: 'run',
      run: aRun('a', { state: 'failed', failure: failing('numbers-bad', 'Not numbers.') }),
      preparing: null,
    });
    say({ type: 'failed', runId: 'a', error: failure });
    await vi.waitFor(() => expect(steps()).toEqual(upTo(8)));
    expect(openRun()).toMatchObject({ live: false, error: failure, run: { state: 'failed' } });
  });
});

describe('a run that was thinned while it trains', () => {
  it('[DISK2] keeps rows that are not stored yet, and shows the grids that stayed', async () => {
    for (const [epoch, step] of [
      [0, 0],
      [1, 8],
      [2, 16],
    ] as const) {
      say({ type: 'samples', sample: aSample('a', epoch, step) });
    }
    notify(11, 16);
    await studio.storage.putSample(aSample('a', 0, 0));
    await studio.storage.putSample(aSample('a', 2, 16));
    say({ type: 'keptChanged', runId: 'a' });
    notify(17, 18);
    await vi.waitFor(() => expect(openRun().samples.map(({ step }) => step)).toEqual([0, 16]));
    expect(steps()).toEqual(upTo(18));
    notify(19, 19);
    await vi.waitFor(() => expect(steps()).toEqual(upTo(19)));
  });

  it('keeps what was told although it could not be read', async () => {
    vi.spyOn(studio.storage, 'samples').mockRejectedValueOnce(new Error('Blocked.'));
    say({ type: 'keptChanged', runId: 'a' });
    await vi.waitFor(() => expect(told(studio.state())).toHaveLength(1));
    notify(11, 12);
    await vi.waitFor(() => expect(steps()).toEqual(upTo(12)));
  });
});

it('blocks of stored rows follow one another in the curves', async () => {
  const { storage } = studio;
  await storage.putMetrics({ runId: 'a', block: 0, rows: rows(1, METRIC_BLOCK_ROWS) });
  await storage.putMetrics({ runId: 'a', block: 1, rows: rows(1025, 1030) });
  await state({ state: 'preparing' });
  say({ type: 'keptChanged', runId: 'a' });
  await vi.waitFor(() => expect(steps()).toEqual(upTo(1030)));
});
