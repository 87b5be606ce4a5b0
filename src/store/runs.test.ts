import 'fake-indexeddb/auto';
import { Stream, normal } from '../contract/random';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from '../contract/records';
import type { StudioStorage } from '../storage/studio-storage';
import { aCheckpoint, aDataset, aGenerator, aMetricBlock, aRun, aSample } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failing, failingError } from '../testing/failing';

let studio: Harness;
afterEach(async () => {
  vi.useRealTimers();
  await studio.end();
});

/** Two finished runs; the newer is `b`. */
async function twoRuns(storage: StudioStorage): Promise<void> {
  for (const [id, createdAt] of [
    ['a', 1],
    ['b', 2],
  ] as const) {
    await storage.createRun(aRun(id, { createdAt, name: `Run ${id}` }));
    await storage.putMetrics(aMetricBlock(id, 0, 4));
    await storage.putMetrics(aMetricBlock(id, 1, 2));
    await storage.putSample(aSample(id, 0, 0));
    await storage.putSample(aSample(id, 2, 20));
    await storage.putGenerator(aGenerator(id, 2));
  }
}
const shelf = () => studio.state().runs.map(({ run }) => run.id);
const texts = () => told(studio.state()).map(({ text }) => text);

const A2 = { runId: 'a', epoch: 2, weights: 'weights' } as const;

describe('a visit', () => {
  it('[RUN3] finds the runs of the last one, newest first, with thumbnail and size', async () => {
    studio = await openStudio({}, twoRuns);
    expect(shelf()).toEqual(['b', 'a']);
    const [card] = studio.state().runs;
    expect(card?.thumbnail?.epoch).toBe(2);
    expect(card?.bytes).toBe(await studio.storage.runBytes('b'));
    expect(studio.state().ready).toBe(true);
  });

  it('[RUN2] marks runs that no tab trains as interrupted, and those alone', async () => {
    const states = ['preparing', 'running', 'paused', 'stopped', 'failed'] as const;
    studio = await openStudio({}, async (storage) => {
      for (const state of states) await storage.createRun(aRun(state, { state }));
      await storage.createRun(aRun('elsewhere', { state: 'running' }));
    });
    await studio.storage.updateRun('elsewhere', { state: 'running' });
    studio.ports.browser.claims().hold('run:elsewhere');
    const visit = await studio.tab();
    const expected = {
      preparing: 'interrupted',
      running: 'interrupted',
      paused: 'interrupted',
      stopped: 'stopped',
      failed: 'failed',
      elsewhere: 'running',
    };
    const byId = (runs: readonly RunRecord[]) =>
      Object.fromEntries(runs.map((run) => [run.id, run.state]));
    await vi.waitFor(() =>
      expect(byId(visit.state().runs.map(({ run }) => run))).toEqual(expected),
    );
    expect(byId(await visit.storage.runs())).toEqual(expected);
    expect(told(visit.state())).toEqual([]);
    await visit.studio.dispose();
  });

  it('[PIC8] sweeps the pixels of a set that was never finished', async () => {
    const pixels = new Uint8Array(4);
    const fill = async (storage: StudioStorage) => {
      await storage.putChunk({ datasetId: 'lost', index: 0, pixels });
      await storage.putChunk({ datasetId: 'kept', index: 0, pixels });
      await storage.finishDataset(aDataset('kept'));
    };
    studio = await openStudio({}, fill);
    expect(await studio.storage.chunk('lost', 0)).toBeUndefined();
    expect(await studio.storage.chunk('kept', 0)).toBeDefined();
  });

  it('says it where the storage cannot be opened', async () => {
    studio = await openStudio({}, (storage) => {
      const error = failingError('storage-unavailable', 'Blocked.', 'Use another window.');
      vi.spyOn(storage, 'runs').mockRejectedValueOnce(error);
      return Promise.resolve();
    });
    expect(studio.state()).toMatchObject({
      ready: true,
      fatal: { params: { kind: 'storage-unavailable' } },
    });
  });
});

describe('opening a run', () => {
  it('[RUN3] shows its curves, grids, generators and settings as they were', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.openRun('a');
    const { room } = studio.state();
    const openRun = openRunOf(studio.state());
    expect(room).toBe('train');
    expect(openRun).toMatchObject({ live: false, generatorEpochs: [2], error: null });
    expect(openRun?.run.settings).toEqual(aRun('a').settings);
    expect(openRun?.samples.map(({ epoch }) => epoch)).toEqual([0, 2]);
    expect(openRun?.metrics.rows).toBe(6);
    expect(openRun?.metrics.point(4).step).toBe(1000);
  });

  it('shows the one asked for last', async () => {
    studio = await openStudio({}, twoRuns);
    const first = studio.actions.openRun('a');
    const second = studio.actions.openRun('b');
    await Promise.all([first, second]);
    expect(openRunOf(studio.state())?.run.id).toBe('b');
  });

  it('says why a run failed, and that one is gone', async () => {
    studio = await openStudio({}, async (storage) => {
      await storage.createRun(
        aRun('f', { state: 'failed', failure: failing('unexpected', 'Losses were not numbers.') }),
      );
    });
    await studio.actions.openRun('f');
    expect(openRunOf(studio.state())?.error?.params).toMatchObject({
      text: 'Losses were not numbers.',
    });
    await studio.actions.openRun('gone');
    expect(texts()).toEqual(['This run is no longer stored.']);
    expect(openRunOf(studio.state())?.run.id).toBe('f');
  });

  it('renames, and takes the name back where it cannot be stored', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.openRun('a');
    await studio.actions.renameRun('a', 'Sea');
    expect(openRunOf(studio.state())?.run.name).toBe('Sea');
    expect((await studio.storage.run('a'))?.name).toBe('Sea');
    await studio.actions.renameRun('a', '   ');
    vi.spyOn(studio.storage, 'updateRun').mockRejectedValueOnce(
      failingError('storage-full', 'Full.'),
    );
    await studio.actions.renameRun('a', 'Sky');
    expect(openRunOf(studio.state())?.run.name).toBe('Sea');
    expect(texts()).toEqual(['Full.']);
  });
});

describe('deleting a run', () => {
  it('[RUN4] hides it at once and deletes all of it a while later', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.openRun('a');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await studio.actions.deleteRun('a');
    expect(shelf()).toEqual(['b']);
    expect(openRunOf(studio.state())).toBeNull();
    expect(told(studio.state())).toMatchObject([{ text: '"Run a" was deleted.', action: 'undo' }]);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await studio.storage.run('a')).toBeDefined();
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await studio.storage.run('a')).toBeUndefined());
    expect(await studio.storage.samples('a')).toEqual([]);
    expect(await studio.storage.runBytes('a')).toBe(0);
    expect(told(studio.state())).toEqual([]);
    expect(await studio.storage.samples('b')).toHaveLength(2);
  });

  it('[RUN4] is taken back by undo, the last one first', async () => {
    studio = await openStudio({}, twoRuns);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await studio.actions.deleteRun('a');
    await studio.actions.deleteRun('b');
    studio.actions.undoDelete();
    expect(shelf()).toEqual(['b']);
    studio.actions.undoDelete();
    expect(shelf()).toEqual(['b', 'a']);
    expect(told(studio.state())).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    expect(await studio.storage.runs()).toHaveLength(2);
  });

  it('[RUN4] is refused while it trains', async () => {
    studio = await openStudio();
    await studio.drop();
    studio.actions.setSetting('batchSize', 2);
    await studio.actions.train();
    await studio.actions.deleteRun('run 1');
    expect(shelf()).toEqual(['run 1']);
    expect(texts()).toEqual(['"paintings, Atelier" is being trained and was not deleted.']);
    await studio.actions.deleteDataset(studio.state().datasetId!);
    expect(studio.state().datasets).toHaveLength(1);
  });

  it('[RUN4] is done by the next visit where the page had no time for it', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.deleteRun('a');
    // Closed within the ten seconds: nothing runs any more in this page.
    const visit = await studio.reload();
    expect(visit.state().runs.map(({ run }) => run.id)).toEqual(['b']);
    expect(await visit.storage.run('a')).toBeUndefined();
    expect(await visit.storage.samples('a')).toEqual([]);
    expect(visit.ports.memory.get('deletions')).toEqual([]);
    await visit.studio.dispose();
  });

  it('[RUN4] can still be taken back here while another tab is opened', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.deleteRun('a');
    const visit = await studio.tab();
    expect(visit.state().runs.map(({ run }) => run.id)).toEqual(['b']);
    expect(await visit.storage.run('a')).toBeDefined();
    await visit.studio.dispose();
    studio.actions.undoDelete();
    const later = await studio.reload();
    expect(later.state().runs.map(({ run }) => run.id)).toEqual(['b', 'a']);
    await later.studio.dispose();
  });

  it('[RUN4] is done when the page is left meanwhile', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.deleteRun('a');
    await studio.studio.dispose();
    const visit = await studio.reload();
    expect(visit.state().runs.map(({ run }) => run.id)).toEqual(['b']);
    await visit.studio.dispose();
  });
});

describe('taking away', () => {
  it('[OUT1] [OUT2] hands over generator, samples and curves as stored', async () => {
    studio = await openStudio({}, twoRuns);
    await studio.actions.download('generator', 'a', 2);
    await studio.actions.download('samples', 'a', 2);
    await studio.actions.download('curves', 'a', 2);
    expect(studio.ports.saved.map(({ name }) => name)).toEqual([
      'Run a 2.zip',
      'Run a 2 samples.zip',
      'Run a 2 blocks.csv',
    ]);
    await studio.actions.download('generator', 'a', 7);
    expect(texts()).toEqual(['No generator of epoch 7 is kept of "Run a".']);
  });

  it('[TAKE3] offers the discriminator where a checkpoint of the generator’s step is kept', async () => {
    studio = await openStudio({}, async (storage) => {
      await twoRuns(storage);
      await storage.putCheckpoint(aCheckpoint('a', 20));
    });
    const { actions, ports } = studio;
    expect(await actions.netsToTake('a', 2)).toEqual(['generator', 'discriminator']);
    expect(await actions.netsToTake('b', 2)).toEqual(['generator']);
    const discriminator = { net: 'discriminator', weights: 'weights' } as const;
    await actions.download('onnx', 'a', 2, discriminator);
    await actions.download('onnx', 'a', 2);
    expect(ports.saved.map(({ name }) => name)).toEqual([
      'Run a 2 discriminator',
      'Run a 2 generator',
    ]);
    await actions.download('onnx', 'b', 2, discriminator);
    expect(texts()).toEqual([expect.stringContaining('discriminator')]);
  });

  it('[OUT3] shows new pictures and hands them over; only the last request counts', async () => {
    studio = await openStudio({}, twoRuns);
    const { trainer, saved } = studio.ports;
    studio.actions.openPainter(A2);
    studio.actions.paint(A2, 4, 11);
    // Nothing is asked for before the size of the latents is known.
    expect(trainer.all('paint')).toEqual([]);
    trainer.say({ type: 'painterOpened', runId: 'a', epoch: 2, latentSize: 3 });
    studio.actions.paint(A2, 1, 12);
    expect(trainer.all('openPainter')).toHaveLength(1);
    const asked = trainer.all('paint');
    expect(asked.map(({ latents }) => latents)).toEqual([
      normal(11, Stream.NewPictures, 0, 4 * 3),
      normal(12, Stream.NewPictures, 0, 3),
    ]);
    const picture = (index: number) => ({ index, rgba: new Uint8ClampedArray(16) });
    const answer = (requestId: number, count: number) =>
      trainer.say({
        type: 'painted',
        requestId,
        shape: { height: 2, width: 2 },
        pictures: Array.from({ length: count }, (_, i) => picture(i)),
      });
    answer(asked[0]!.requestId, 4);
    expect(studio.state().newPictures).toMatchObject({ busy: true, pictures: [] });
    answer(asked[1]!.requestId, 1);
    expect(studio.state().newPictures).toMatchObject({
      busy: false,
      shape: { height: 2, width: 2 },
      seed: 12,
    });
    await studio.actions.downloadNewPicture(0);
    await studio.actions.downloadNewPicture(5);
    await studio.actions.downloadNewPictures();
    expect(saved.map(({ name }) => name)).toEqual([
      'Run a, epoch 2, seed 12, picture 1 1.zip',
      'Run a, epoch 2, seed 12 1.zip',
    ]);
  });

  it('[OUT3] says why no pictures came, also when the worker is lost', async () => {
    studio = await openStudio({}, twoRuns);
    const { trainer } = studio.ports;
    const error = failing('model-missing', 'Gone.');
    // Asked for ahead, it fails in silence; it is asked for again with the pictures.
    studio.actions.openPainter(A2);
    const failed = { type: 'painterFailed', runId: 'a', epoch: 2, error } as const;
    trainer.say(failed);
    expect(studio.state().newPictures).toMatchObject({ busy: false, error: null });
    studio.actions.paint(A2, 4, 11);
    trainer.say(failed);
    expect(studio.state().newPictures).toMatchObject({ busy: false, error });
    studio.actions.paint(A2, 4, 11);
    trainer.say({ type: 'painterOpened', runId: 'a', epoch: 2, latentSize: 3 });
    const { requestId } = trainer.all('paint')[0]!;
    trainer.say({ type: 'paintFailed', requestId, error });
    expect(studio.state().newPictures).toMatchObject({ busy: false, error });
    studio.actions.paint(A2, 4, 11);
    studio.actions.closePainter();
    expect(studio.state().newPictures).toMatchObject({ busy: false, error: null });
    expect(trainer.sent.at(-1)).toEqual({ type: 'closePainter' });
    studio.actions.paint(A2, 4, 11);
    const lost = failing('worker-lost', 'Lost.');
    trainer.say({ type: 'failed', runId: null, error: lost });
    expect(studio.state().newPictures).toMatchObject({ busy: false, error: lost });
  });
});
