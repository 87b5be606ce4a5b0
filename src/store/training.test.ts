import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainingProgress } from '../contract/events';
import type { Preparing } from '../contract/preparing';
import type { RunRecord } from '../contract/records';
import { aSample } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failing } from '../testing/failing';

let studio: Harness;
beforeEach(async () => {
  studio = await openStudio();
  await studio.drop();
  studio.actions.setSetting('batchSize', 2);
});
afterEach(async () => {
  vi.useRealTimers();
  await studio.end();
});

const texts = () => told(studio.state()).map(({ text }) => text);
const say: Harness['ports']['trainer']['say'] = (event) => studio.ports.trainer.say(event);
const openRun = () => openRunOf(studio.state())!;

/** Starts a run; @returns its record as the worker would send it. */
async function train(): Promise<RunRecord> {
  await studio.actions.train();
  return { ...openRun().run, stepsPerEpoch: 10, device: { kind: 'told', text: 'WASM' } };
}
const change = (
  run: RunRecord,
  part: Partial<RunRecord>,
  preparing: Preparing | null = null,
): void => say({ type: 'run', run: { ...run, ...part }, preparing });

const progress = (step: number): TrainingProgress => ({
  step,
  epoch: 0,
  totalEpochs: 3,
  stepsPerEpoch: 10,
  totalSteps: 30,
  imagesPerSecond: 5,
  secondsPerEpoch: 4,
  secondsLeft: 9,
  tensors: 3,
  engineBytes: 100,
});
const row = (step: number): Float64Array<ArrayBuffer> => Float64Array.of(step, 0, 1, 1, 0.5, 0.5);

describe('Train', () => {
  it('[RUN1] starts a run on the set and shows it as the open run and lists it at once', async () => {
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')).toMatchObject([
      {
        run: {
          id: 'run 1',
          name: 'paintings, Atelier',
          datasetId: studio.state().datasetId,
          settings: studio.state().settings,
          state: 'preparing',
        },
      },
    ]);
    expect(studio.state().room).toBe('train');
    expect(openRun()).toMatchObject({
      live: true,
      run: { state: 'preparing', datasetCount: 3, datasetName: 'paintings' },
    });
    expect(studio.state().runs.map(({ run }) => run.id)).toEqual(['run 1']);
    expect(studio.ports.held).toContain('run:run 1');
  });

  it('refuses while a run is live, and numbers the name of the next', async () => {
    const run = await train();
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')).toHaveLength(1);
    expect(texts()).toEqual(['"paintings, Atelier" is being trained already.']);
    change(run, { state: 'stopped' });
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')[1]?.run.name).toBe('paintings, Atelier 2');
  });

  it('[SET5] refuses while an issue stands, without pictures, and while they are prepared', async () => {
    studio.actions.setSetting('batchSize', 50);
    await studio.actions.train();
    studio.actions.setSetting('batchSize', 2);
    studio.ports.intake.held = true;
    const again = studio.actions.trySamples();
    await studio.actions.train();
    studio.actions.cancelIntake();
    await again;
    await studio.actions.deleteDataset(studio.state().datasetId!);
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')).toEqual([]);
    expect(texts()).toEqual([
      'Batch size is 50; the set has 3 pictures. Lower it to 3 or less, or add pictures.',
      'The pictures are still being prepared.',
      '"paintings" was deleted.',
      'There are no pictures to learn from yet.',
    ]);
  });

  it('[PIC13] waits until the choice of pictures is stored', async () => {
    const id = studio.state().datasetId!;
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => (store = resolve));
    const set = studio.state().datasets[0]!;
    vi.spyOn(studio.storage, 'updateDataset').mockReturnValueOnce(stored.then(() => set));
    const excluding = studio.actions.setExcluded(id, [0], true);
    const training = studio.actions.train();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(studio.ports.trainer.all('start')).toEqual([]);
    store();
    await Promise.all([excluding, training]);
    expect(studio.ports.trainer.all('start')).toHaveLength(1);
    expect(openRun().run.datasetCount).toBe(2);
  });

  it('[TRN6] [TRN7] passes the buttons on while a run is live, and not otherwise', async () => {
    studio.actions.pause();
    studio.actions.setLearningRates(1e-4, 1e-4);
    expect(studio.ports.trainer.all('pause')).toEqual([]);
    await train();
    studio.actions.pause();
    studio.actions.resume();
    studio.actions.sampleNow();
    studio.actions.setLearningRates(1e-4, 3e-4);
    studio.actions.setLearningRates(5, 3e-4);
    studio.actions.stop();
    expect(studio.ports.trainer.sent.slice(2)).toEqual([
      { type: 'pause' },
      { type: 'resume' },
      { type: 'sample' },
      { type: 'setLearningRates', generator: 1e-4, discriminator: 3e-4 },
      { type: 'stop' },
    ]);
    expect(texts()).toEqual(['Generator learning rate goes from 1e-7 to 0.1; it is 5.']);
  });
});

describe('a live run', () => {
  it('[PAGE3] brings curves and progress to the page at most three times a second', async () => {
    const run = await train();
    change(run, { state: 'running' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let renders = 0;
    const end = studio.studio.store.subscribe(() => renders++);
    for (let step = 1; step <= 200; step++) {
      say({ type: 'metrics', runId: run.id, rows: row(step) });
      say({ type: 'progress', runId: run.id, progress: progress(step) });
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(400);
    end();
    expect(renders).toBeLessThanOrEqual(8);
    expect(renders).toBeGreaterThanOrEqual(5);
    expect(openRun().metrics.rows).toBe(200);
    expect(openRun().progress?.step).toBe(200);
    expect(openRun().metricsVersion).toBe(renders);
  });

  it('shows all that came when its state changes', async () => {
    const run = await train();
    change(run, { state: 'running' });
    for (let step = 1; step <= 3; step++) {
      say({ type: 'metrics', runId: run.id, rows: row(step) });
      say({ type: 'progress', runId: run.id, progress: progress(step) });
    }
    const before = openRun().metricsVersion;
    change(run, { state: 'finished' });
    expect(openRun()).toMatchObject({
      live: false,
      progress: { step: 3 },
      run: { state: 'finished', device: { text: 'WASM' } },
    });
    expect(openRun().metricsVersion).toBe(before + 1);
    expect(studio.ports.held).not.toContain('run:run 1');
  });

  it('[RUN5] keeps grids in order, and shows the newest on its card', async () => {
    const run = await train();
    for (const [epoch, step] of [
      [0, 0],
      [2, 20],
      [1, 10],
      [2, 24],
      [2, 20],
    ] as const) {
      say({ type: 'samples', sample: aSample(run.id, epoch, step) });
    }
    expect(openRun().samples.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 0],
      [1, 10],
      [2, 20],
      [2, 24],
    ]);
    expect(studio.state().runs[0]?.thumbnail?.step).toBe(24);
    expect(studio.state().runs[0]?.bytes).toBeGreaterThan(0);
  });

  it('[RUN6] lists kept generators in order, each once', async () => {
    const run = await train();
    for (const epoch of [3, 1, 3]) {
      say({ type: 'generatorSaved', runId: run.id, epoch, bytes: 100 });
    }
    expect(openRun().generatorEpochs).toEqual([1, 3]);
    expect(studio.state().runs[0]?.bytes).toBe(300);
    change(run, { state: 'stopped' });
    say({ type: 'generatorSaved', runId: run.id, epoch: 4, bytes: 100 });
    expect(openRun()).toMatchObject({ live: false, generatorEpochs: [1, 3, 4] });
  });

  it('goes on while another room or a new run is on the easel', async () => {
    const run = await train();
    change(run, { state: 'running' });
    studio.actions.newRun();
    expect(openRunOf(studio.state())).toBeNull();
    say({ type: 'metrics', runId: run.id, rows: row(1) });
    say({ type: 'samples', sample: aSample(run.id, 0, 0) });
    expect(openRunOf(studio.state())).toBeNull();
    await studio.actions.openRun(run.id);
    expect(openRun()).toMatchObject({ live: true, run: { id: run.id } });
    expect(openRun().samples).toHaveLength(1);
    expect(openRun().metrics.rows).toBe(1);
  });

  it('keeps a new name although the worker still sends the old one', async () => {
    const run = await train();
    await studio.storage.createRun(run);
    await studio.actions.renameRun(run.id, '  Sea  ');
    change(run, { state: 'running' });
    expect([openRun().run.name, studio.state().runs[0]?.run.name]).toEqual(['Sea', 'Sea']);
    expect((await studio.storage.run(run.id))?.name).toBe('Sea');
  });

  it('says notices of the worker', () => {
    const error = failing('storage-full', 'Full.', 'Delete runs.');
    say({ type: 'notice', error });
    expect(told(studio.state())).toMatchObject([{ text: 'Full.', hint: 'Delete runs.' }]);
    studio.actions.dismissNotice(told(studio.state())[0]!.id);
    expect(told(studio.state())).toEqual([]);
  });
});

describe('a run that fails', () => {
  const error = failing('worker-lost', 'It stopped.', 'Start again.');
  const refused = failing('engine-unavailable', 'No engine.');

  it('[SAVE10] is kept as interrupted where its worker was lost, and let go of then', async () => {
    const run = await train();
    change(run, { state: 'running' });
    await studio.storage.createRun({ ...run, state: 'running' });
    say({ type: 'failed', runId: run.id, error });
    expect(openRun()).toMatchObject({ live: false, run: { state: 'interrupted' }, error });
    await vi.waitFor(() => expect(studio.ports.held).not.toContain('run:run 1'));
    expect(await studio.storage.run(run.id)).toMatchObject({
      state: 'interrupted',
      failure: { params: { kind: 'worker-lost' } },
    });
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')).toHaveLength(2);
  });

  it('is kept as failed even where the worker had no time to do it', async () => {
    const run = await train();
    await studio.storage.createRun(run);
    say({ type: 'failed', runId: run.id, error: refused });
    expect(openRun()).toMatchObject({ live: false, run: { state: 'failed' }, error: refused });
    await vi.waitFor(async () =>
      expect(await studio.storage.run(run.id)).toMatchObject({
        state: 'failed',
        failure: { params: { kind: 'engine-unavailable' } },
      }),
    );
  });

  it('ends where nothing but its start was heard of it', async () => {
    const run = await train();
    say({ type: 'failed', runId: null, error });
    expect(openRun()).toMatchObject({
      live: false,
      run: { id: run.id, state: 'interrupted' },
      error,
    });
  });

  it('is said in a notice where it is not on the easel', async () => {
    const run = await train();
    studio.actions.newRun();
    change(run, { state: 'failed', failure: failing('unexpected', 'It stopped.') });
    say({ type: 'failed', runId: run.id, error });
    expect(texts()).toEqual(['"paintings, Atelier" failed: It stopped.']);
    say({ type: 'failed', runId: null, error });
    expect(texts()).toContain('It stopped.');
  });

  it('[SAVE9] that halted by itself after lost graphics cards is said as interrupted', async () => {
    const run = await train();
    studio.actions.newRun();
    const lost = failing('device-lost', 'Lost three times.', 'Rest.');
    change(run, { state: 'interrupted', failure: lost, incidents: 3 });
    say({ type: 'failed', runId: run.id, error: lost });
    expect(texts()).toEqual(['"paintings, Atelier" was interrupted: Lost three times.']);
    expect(studio.state().runs[0]?.run).toMatchObject({ state: 'interrupted', incidents: 3 });
  });
});
