import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import type { RunRecord } from '../contract/records';
import type { StudioStorage } from '../storage/studio-storage';
import { aDataset, aMetricBlock, aRun, aSample } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failing, failingError } from '../testing/failing';

let studio: Harness;
afterEach(() => studio.end());

const checkpoint = { step: 20, epoch: 2, savedAt: 900 };

/** A stopped run with its set, and what `change` says. */
const stopped =
  (change: Partial<RunRecord> = {}, withSet = true) =>
  async (storage: StudioStorage): Promise<void> => {
    if (withSet) await storage.finishDataset(aDataset('set'));
    await storage.createRun(aRun('a', { state: 'stopped', checkpoint, ...change }));
    await storage.putMetrics(aMetricBlock('a', 0, 4));
    await storage.putSample(aSample('a', 0, 0));
    await storage.putSample(aSample('a', 2, 20));
  };
const openRun = () => openRunOf(studio.state())!;
const texts = () => told(studio.state()).map(({ text }) => text);
const asked = () => studio.ports.trainer.all('continue');

describe('going on with a run', () => {
  it('[SAVE7] shows what is kept of it at once, live, and asks the worker', async () => {
    studio = await openStudio(
      {},
      stopped({ state: 'interrupted', failure: failing('worker-lost', 'Lost.') }),
    );
    await studio.actions.goOn('a');
    expect(asked()).toEqual([
      {
        ...{ type: 'continue', runId: 'a', from: 'newest' },
        ...{ learningRates: null, epochs: null, incident: null },
      },
    ]);
    expect(studio.state().room).toBe('train');
    expect(openRun()).toMatchObject({
      live: true,
      preparing: { code: 'going-on', params: {} },
      error: null,
      run: { id: 'a', state: 'preparing', failure: null },
    });
    expect(openRun().metrics.rows).toBe(4);
    expect(openRun().samples).toHaveLength(2);
    expect(studio.state().runs[0]?.run.state).toBe('preparing');
    expect([...studio.ports.held].sort()).toEqual(['run:a', 'set:set']);
    studio.ports.trainer.say({
      type: 'run',
      run: aRun('a', { state: 'running', checkpoint }),
      preparing: null,
    });
    studio.actions.pause();
    expect(studio.ports.trainer.all('pause')).toHaveLength(1);
    studio.ports.trainer.say({ type: 'run', run: aRun('a', { checkpoint }), preparing: null });
    expect(openRun()).toMatchObject({ live: false, run: { state: 'finished' } });
    expect([...studio.ports.held]).toEqual([]);
  });

  it('[SAVE7] takes other learning rates and more epochs along, checked', async () => {
    studio = await openStudio(
      {},
      stopped({ state: 'failed', failure: failing('numbers-bad', 'It failed.') }),
    );
    await studio.actions.goOn('a', { learningRates: { generator: 7, discriminator: 1e-4 } });
    expect(texts()).toEqual(['Generator learning rate goes from 1e-7 to 0.1; it is 7.']);
    expect(asked()).toEqual([]);
    const learningRates = { generator: 1e-4, discriminator: 1e-4 };
    await studio.actions.goOn('a', { learningRates, epochs: 400 });
    expect(asked()).toMatchObject([{ learningRates, epochs: 400 }]);
  });

  it('is refused while another run trains here, and asked once by a double press', async () => {
    studio = await openStudio({}, async (storage) => {
      await stopped()(storage);
      await storage.createRun(aRun('b', { state: 'stopped', name: 'Run b', checkpoint }));
    });
    await Promise.all([studio.actions.goOn('b'), studio.actions.goOn('b')]);
    await studio.actions.goOn('a');
    expect(asked().map(({ runId }) => runId)).toEqual(['b']);
    expect(texts()).toEqual(['"Run b" is being trained already.']);
    await studio.actions.train();
    expect(studio.ports.trainer.all('start')).toEqual([]);
  });

  it('is refused where another tab trains it', async () => {
    studio = await openStudio({}, stopped());
    studio.ports.browser.claims().hold('run:a');
    await studio.actions.goOn('a');
    expect(asked()).toEqual([]);
    expect(told(studio.state())).toMatchObject([
      {
        text: '"run a" is being trained in another tab.',
        hint: 'Go on with it there, or close that tab first.',
      },
    ]);
  });

  it('says where its pictures are gone, and lets go of it', async () => {
    studio = await openStudio({}, stopped({}, false));
    await studio.actions.goOn('a');
    expect(asked()).toEqual([]);
    expect(texts()).toEqual(['"run a" learnt from "paintings", which is no longer stored.']);
    expect([...studio.ports.held]).toEqual([]);
    expect(openRunOf(studio.state())).toBeNull();
  });

  it.each([64, 32])(
    '[FILE8] nets from files learn from the chosen pictures, where they take %i px',
    async (imageSize) => {
      const nets = {
        ...{ step: 0, epoch: 0, datasetCount: 0, datasetId: 'none', datasetName: '' },
        checkpoint: { step: 0, epoch: 0, savedAt: 900 },
        settings: { ...DEFAULT_SETTINGS, imageSize },
      };
      studio = await openStudio({}, stopped(nets));
      studio.actions.selectDataset('set');
      studio.actions.selectDataset('set');
      await studio.actions.goOn('a');
      if (imageSize === 32) {
        expect(asked()).toEqual([]);
        expect(texts()).toHaveLength(1);
        expect(await studio.storage.run('a')).toMatchObject({ datasetId: 'none' });
        expect([...studio.ports.held]).toEqual([]);
        return;
      }
      expect(asked()).toHaveLength(1);
      expect(openRun().run).toMatchObject({ datasetId: 'set', datasetName: 'paintings' });
      expect(await studio.storage.run('a')).toMatchObject({ datasetId: 'set' });
      expect([...studio.ports.held].sort()).toEqual(['run:a', 'set:set']);
    },
  );

  it('lets go of a run that cannot be read', async () => {
    studio = await openStudio({}, stopped());
    vi.spyOn(studio.storage, 'metrics').mockRejectedValueOnce(
      failingError('storage-unavailable', 'Blocked.'),
    );
    await studio.actions.goOn('a');
    expect(texts()).toEqual(['Blocked.']);
    expect([...studio.ports.held]).toEqual([]);
    await studio.actions.goOn('a');
    expect(asked()).toHaveLength(1);
  });
});

describe('going back to the best [FIND5]', () => {
  const learningRates = { generator: 1e-4, discriminator: 5e-5 };
  const bestCheckpoint = { step: 10, epoch: 1 };
  const run = (change: Partial<RunRecord> = {}): void =>
    studio.ports.trainer.say({
      type: 'run',
      run: aRun('a', { state: 'running', checkpoint, bestCheckpoint, ...change }),
      preparing: null,
    });

  it('[SAVE17] goes on from there with other rates, where the run is at rest', async () => {
    studio = await openStudio({}, stopped({ bestCheckpoint }));
    await studio.actions.goBack('a', learningRates);
    expect(studio.ports.trainer.all('stop')).toEqual([]);
    expect(asked()).toMatchObject([{ runId: 'a', from: 'best', learningRates, epochs: null }]);
    expect(openRun()).toMatchObject({ live: true, run: { state: 'preparing' } });
  });

  it('stops a run that trains, waits until it stands, and asks once', async () => {
    studio = await openStudio({}, stopped({ bestCheckpoint }));
    await studio.actions.goOn('a');
    run();
    const back = Promise.all([
      studio.actions.goBack('a', learningRates),
      studio.actions.goBack('a', learningRates),
    ]);
    expect(studio.ports.trainer.all('stop')).toHaveLength(1);
    run({ step: 30 });
    await Promise.resolve();
    expect(asked()).toHaveLength(1);
    run({ state: 'stopped' });
    await back;
    expect(asked()).toHaveLength(2);
    expect(asked()[1]).toMatchObject({ runId: 'a', from: 'best', learningRates });
    expect(openRun()).toMatchObject({ live: true, run: { state: 'preparing' } });
    expect([...studio.ports.held].sort()).toEqual(['run:a', 'set:set']);
    expect(texts()).toEqual([]);
  });

  it('goes back all the same where the run comes to another end first', async () => {
    studio = await openStudio({}, stopped({ bestCheckpoint }));
    await studio.actions.goOn('a');
    run();
    const back = studio.actions.goBack('a', learningRates);
    run({ state: 'failed', failure: failing('numbers-bad', 'Not numbers.') });
    await back;
    expect(asked()[1]).toMatchObject({ runId: 'a', from: 'best' });
  });

  it('says so where another tab took the run when it stood', async () => {
    studio = await openStudio({}, stopped({ bestCheckpoint }));
    await studio.actions.goOn('a');
    run();
    const back = studio.actions.goBack('a', learningRates);
    const claims = studio.ports.browser.claims();
    run({ state: 'stopped' });
    claims.hold('run:a');
    await back;
    expect(asked()).toHaveLength(1);
    expect(texts()).toEqual(['"run a" is being trained in another tab.']);
    expect(openRun()).toMatchObject({ live: false, run: { state: 'stopped' } });
  });

  it('says so where something else began first', async () => {
    studio = await openStudio({}, async (storage) => {
      await stopped({ bestCheckpoint })(storage);
      await storage.createRun(aRun('b', { state: 'stopped', name: 'Run b', checkpoint }));
    });
    await studio.actions.goOn('a');
    run();
    const back = studio.actions.goBack('a', learningRates);
    run({ state: 'stopped' });
    const other = studio.actions.goOn('b');
    await Promise.all([back, other]);
    expect(asked().map(({ runId }) => runId)).toEqual(['a', 'b']);
    expect(told(studio.state())).toMatchObject([
      {
        text: '"run a" was stopped to go back to its best checkpoint, and something else began first.',
      },
    ]);
  });

  it('is told of another best checkpoint, and of none any more', async () => {
    studio = await openStudio({}, stopped());
    await studio.actions.goOn('a');
    for (const best of [bestCheckpoint, null]) {
      studio.ports.trainer.say({ type: 'bestChanged', runId: 'a', best });
      expect(studio.state().runs[0]?.run.bestCheckpoint).toEqual(best);
      expect(openRun().run.bestCheckpoint).toEqual(best);
    }
  });
});

describe('checkpoints', () => {
  it('[SAVE2] are asked for when the page is hidden while a run is live, and not otherwise', async () => {
    studio = await openStudio({}, stopped());
    studio.ports.hide();
    expect(studio.ports.trainer.all('save')).toEqual([]);
    await studio.actions.goOn('a');
    studio.ports.hide();
    expect(studio.ports.trainer.all('save')).toHaveLength(1);
    await studio.studio.dispose();
    studio.ports.hide();
    expect(studio.ports.trainer.all('save')).toHaveLength(1);
  });

  it('are told in the list and in the open run as they are saved, with the bytes that are stored', async () => {
    studio = await openStudio({}, stopped());
    await studio.actions.goOn('a');
    const stored = await studio.storage.runBytes('a');
    vi.spyOn(studio.storage, 'runBytes').mockResolvedValue(stored + 500);
    studio.ports.trainer.say({
      type: 'checkpointSaved',
      runId: 'a',
      step: 25,
      epoch: 2,
      savedAt: 1234,
      bytes: 250,
      stallMs: 3,
    });
    const saved = { step: 25, epoch: 2, savedAt: 1234 };
    expect(studio.state().runs[0]?.run.checkpoint).toEqual(saved);
    expect(openRun().run.checkpoint).toEqual(saved);
    await vi.waitFor(() => expect(studio.state().runs[0]?.bytes).toBe(stored + 500));
  });
});
