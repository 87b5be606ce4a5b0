import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Preparing } from '../contract/preparing';
import type { RunRecord } from '../contract/records';
import { aRun, aSample } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failing } from '../testing/failing';

/** Two tabs of one browser: `here` trains, `there` looks on. */

let here: Harness;
let there: Harness;
let run: RunRecord;

beforeEach(async () => {
  here = await openStudio();
  there = await here.tab();
  await here.drop();
});
afterEach(async () => {
  await there.studio.dispose();
  await here.end();
});

const texts = (tab: Harness) => told(tab.state()).map(({ text }) => text);
const openRun = () => openRunOf(there.state())!;
const rows = (from: number, to: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(
    Array.from({ length: to - from + 1 }, (_, i) => [from + i, 0, 1, 1, 0.5, 0.5]).flat(),
  );
const steps = (): number[] =>
  Array.from({ length: openRun().metrics.length }, (_, i) => openRun().metrics.point(i).step);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const say: Harness['ports']['trainer']['say'] = (event) => here.ports.trainer.say(event);

/** As the worker does it: stored first, then told. */
async function change(part: Partial<RunRecord>, preparing: Preparing | null = null): Promise<void> {
  run = { ...run, ...part };
  if (await here.storage.run(run.id)) await here.storage.updateRun(run.id, part);
  else await here.storage.createRun(run);
  say({ type: 'run', run, preparing });
}
async function train(): Promise<void> {
  await here.actions.train();
  run = { ...openRunOf(here.state())!.run, stepsPerEpoch: 10 };
  await change({ state: 'running' });
}
/** A tab goes away without a word, as by a crash. */
const crash = (tab: Harness): Promise<void> => tab.studio.dispose();

describe('a run that another tab trains', () => {
  it('[TAB1] is listed as it is told of, and looked on at live', async () => {
    await train();
    expect(there.state().runs.map((card) => card.run)).toMatchObject([
      { id: run.id, state: 'running' },
    ]);
    await here.storage.putMetrics({ runId: run.id, block: 0, rows: rows(1, 4) });
    await there.actions.openRun(run.id);
    expect(openRun()).toMatchObject({ live: false, watching: true });
    say({ type: 'metrics', runId: run.id, rows: rows(5, 6) });
    const progress = { step: 6, epoch: 0, totalEpochs: 3, stepsPerEpoch: 10, totalSteps: 30 };
    const rest = {
      imagesPerSecond: 5,
      secondsPerEpoch: 2,
      secondsLeft: 9,
      tensors: 0,
      engineBytes: 0,
    };
    say({ type: 'progress', runId: run.id, progress: { ...progress, ...rest } });
    say({ type: 'samples', sample: aSample(run.id, 0, 6) });
    say({ type: 'generatorSaved', runId: run.id, epoch: 1, bytes: 10 });
    await vi.waitFor(() => expect(steps()).toEqual(upTo(6)));
    await vi.waitFor(() => expect(openRun().progress?.step).toBe(6));
    expect(openRun().samples).toHaveLength(1);
    expect(openRun().generatorEpochs).toEqual([1]);
    expect(there.state().runs[0]?.thumbnail?.step).toBe(6);
    // It is looked at, not trained: the buttons are the other tab's.
    there.actions.pause();
    there.actions.stop();
    expect(there.ports.trainer.all('stop')).toEqual([]);

    await change({ state: 'finished', step: 30 });
    expect(openRun()).toMatchObject({ watching: false, run: { state: 'finished', step: 30 } });
    expect(texts(there)).toEqual([]);
  });

  it('[TAB1] brings the pictures it learns from, where they came in there', async () => {
    expect(there.state().datasets).toEqual([]);
    await train();
    await vi.waitFor(() =>
      expect(there.state().datasets.map(({ id }) => id)).toEqual([run.datasetId]),
    );
  });

  it('[TAB1] is found by a tab that is opened later, whose curves become whole', async () => {
    await train();
    await here.storage.putMetrics({ runId: run.id, block: 0, rows: rows(1, 4) });
    say({ type: 'metrics', runId: run.id, rows: rows(1, 6) });
    await crash(there);
    there = await here.tab();
    await there.actions.openRun(run.id);
    expect(openRun()).toMatchObject({ watching: true, run: { state: 'running' } });
    // Rows 5 and 6 were told before this tab listened, and are not stored yet.
    say({ type: 'metrics', runId: run.id, rows: rows(7, 8) });
    await vi.waitFor(() => expect(steps()).toEqual([1, 2, 3, 4, 7, 8]));
    await here.storage.putMetrics({ runId: run.id, block: 0, rows: rows(1, 8) });
    const saved = { step: 8, epoch: 0, savedAt: 1, bytes: 9, stallMs: 0 };
    say({ type: 'metrics', runId: run.id, rows: rows(9, 9) });
    say({ type: 'checkpointSaved', runId: run.id, ...saved });
    say({ type: 'metrics', runId: run.id, rows: rows(10, 10) });
    await vi.waitFor(() => expect(steps()).toEqual(upTo(10)));
    expect(openRun().run.checkpoint).toMatchObject({ step: 8 });
  });

  it('[TAB1] is looked on at from the moment the other tab goes on with it', async () => {
    const checkpoint = { step: 8, epoch: 0, savedAt: 1 };
    await train();
    await here.storage.putMetrics({ runId: run.id, block: 0, rows: rows(1, 8) });
    await change({ state: 'stopped', checkpoint });
    await there.actions.openRun(run.id);
    expect(openRun().watching).toBe(false);
    await here.actions.goOn(run.id);
    await change({ state: 'preparing' });
    say({ type: 'keptChanged', runId: run.id });
    await change({ state: 'running' });
    say({ type: 'metrics', runId: run.id, rows: rows(9, 11) });
    expect(openRun().watching).toBe(true);
    await vi.waitFor(() => expect(steps()).toEqual(upTo(11)));
  });

  it('[TAB2] is gone on with here once its tab is gone', async () => {
    await train();
    await there.actions.openRun(run.id);
    await crash(here);
    await vi.waitFor(() => expect(openRun().run.state).toBe('interrupted'));
    expect(openRun().watching).toBe(false);
    expect((await there.storage.run(run.id))?.state).toBe('interrupted');
    expect(told(there.state())).toMatchObject([
      {
        text: `"${run.name}" is not trained any more: its tab is gone.`,
        hint: 'You can go on with it here.',
      },
    ]);
    await there.actions.goOn(run.id);
    expect(there.ports.trainer.all('continue')).toMatchObject([{ runId: run.id }]);
    expect(openRun()).toMatchObject({ live: true, watching: false });
    expect(texts(there)).toEqual([]);
  });

  it('[TAB2] is gone on with by one tab alone', async () => {
    await train();
    await there.actions.goOn(run.id);
    expect(there.ports.trainer.all('continue')).toEqual([]);
    expect(texts(there)).toEqual([`"${run.name}" is being trained in another tab.`]);
  });

  it('[RUN8] [DISK2] is shown as interrupted where a full disk does not take that', async () => {
    await train();
    const full = vi
      .spyOn(there.storage, 'updateRun')
      .mockRejectedValue(failing('storage-full', 'Full.', 'Delete.'));
    await crash(here);
    const known = (): RunRecord['state'] | undefined =>
      there.state().runs.find((card) => card.run.id === run.id)?.run.state;
    await vi.waitFor(() => expect(known()).toBe('interrupted'));
    expect(full).toHaveBeenCalled();
    expect((await there.storage.run(run.id))?.state).toBe('running');
    await there.actions.openRun(run.id);
    expect(openRun()).toMatchObject({ watching: false, run: { state: 'interrupted' } });
  });

  it('[TAB2] that came to its end stays as it ended', async () => {
    await train();
    await there.actions.openRun(run.id);
    await change({ state: 'stopped' });
    await crash(here);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(openRun().run.state).toBe('stopped');
    expect((await there.storage.run(run.id))?.state).toBe('stopped');
    expect(texts(there)).toEqual([]);
  });

  it('[SAVE10] is shown as interrupted where that tab lost its worker', async () => {
    await train();
    await there.actions.openRun(run.id);
    const error = failing('worker-lost', 'It stopped.', 'Go on.');
    say({ type: 'failed', runId: run.id, error });
    expect(openRun()).toMatchObject({ watching: false, run: { state: 'interrupted' }, error });
    await vi.waitFor(() => expect(here.ports.held).not.toContain(`run:${run.id}`));
    expect((await there.storage.run(run.id))?.failure).toEqual(error);
  });
});

describe('what another tab uses', () => {
  it('[TAB3] is not deleted: the run, and the pictures it learns from', async () => {
    await train();
    await there.studio.dispose();
    there = await here.tab();
    await there.actions.deleteRun(run.id);
    await there.actions.deleteDataset(run.datasetId);
    expect(told(there.state())).toMatchObject([
      {
        text: `"${run.name}" is being trained in another tab and was not deleted.`,
        hint: 'Stop it there first.',
      },
      {
        text: 'A run in another tab learns from "paintings", so it was not deleted.',
        hint: 'Stop that run first.',
      },
    ]);
    expect(await there.storage.run(run.id)).toBeDefined();
    expect(await there.storage.dataset(run.datasetId)).toBeDefined();
    await change({ state: 'stopped' });
    await there.actions.deleteDataset(run.datasetId);
    expect(there.state().datasets).toEqual([]);
    await there.actions.deleteRun(run.id);
    expect(there.state().runs).toEqual([]);
  });

  it('[TAB3] a run that waits to be deleted is not gone on with by another tab', async () => {
    await here.storage.createRun(aRun('a', { state: 'stopped' }));
    const third = await here.tab();
    const fourth = await here.tab();
    await third.actions.deleteRun('a');
    await fourth.actions.goOn('a');
    expect(fourth.ports.trainer.all('continue')).toEqual([]);
    await third.studio.dispose();
    await fourth.actions.openRun('a');
    expect(texts(fourth)).toContain('This run is no longer stored.');
    expect(fourth.state().runs).toEqual([]);
    await fourth.studio.dispose();
  });

  it('[TAB3] a set that waits to be deleted stays where a run began to learn from it meanwhile', async () => {
    const set = here.state().datasets[0]!;
    await there.studio.dispose();
    there = await here.tab();
    await there.actions.deleteDataset(set.id);
    expect(there.state().datasets).toEqual([]);
    await train();
    vi.spyOn(there.storage, 'close').mockReturnValue();
    await there.studio.dispose();
    expect(await here.storage.dataset(set.id)).toBeDefined();
    expect(texts(there)).toEqual([
      'A run in another tab learns from "paintings", so it was not deleted.',
    ]);
    expect(there.state().datasets).toHaveLength(1);
  });
});
