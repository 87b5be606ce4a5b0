import { squarePictures } from '../contract/picture-shape';
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StudioStorage } from '../storage/studio-storage';
import { aDataset, aRun, aSample } from '../testing/records';
import { someFiles } from '../testing/fakes/ports';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';
import { failingError } from '../testing/failing';

let studio: Harness;
afterEach(() => studio.end());

const project = new File(['x'], 'harbours.atelier');
const texts = () => told(studio.state()).map(({ text }) => text);
const transfer = () => studio.ports.projects.asked.at(-1)!;
/** Resolves once the transfer at hand reached the worker. */
const carried = (count = 1) =>
  vi.waitFor(() => expect(studio.ports.projects.asked).toHaveLength(count));

const oneRun = async (storage: StudioStorage): Promise<void> => {
  await storage.finishDataset(aDataset('set', { createdAt: 1 }));
  await storage.createRun(aRun('a', { name: 'Harbours', createdAt: 1 }));
};
/** What the file brings: a run and its set, named as those that are there. */
const bring = async (): Promise<void> => {
  await studio.storage.finishDataset(aDataset('brought set', { shape: squarePictures(32, 3) }));
  await studio.storage.createRun(aRun('brought', { name: 'Harbours', datasetId: 'brought set' }));
  await studio.storage.putSample(aSample('brought', 1, 10));
};

describe('a project on its way out', () => {
  it('[FILE1] is told of as it goes, and handed over', async () => {
    studio = await openStudio({}, oneRun);
    const exporting = studio.actions.exportProject('a', true);
    expect(studio.state().transfer).toEqual({
      kind: 'export',
      name: 'Harbours',
      place: 1,
      of: 1,
      done: 0,
      total: 0,
    });
    await carried();
    expect(transfer().what).toBe('export a with pictures');
    transfer().progress(5, 20);
    await vi.waitFor(() => expect(studio.state().transfer).toMatchObject({ done: 5, total: 20 }));
    transfer().done({ runId: 'a', datasetId: null });
    await exporting;
    expect(studio.state().transfer).toBeNull();
    expect(studio.ports.saved.map(({ name }) => name)).toEqual(['a.atelier']);
  });

  it('is one at a time, and cancelled without a word; what comes in waits for its turn', async () => {
    studio = await openStudio({}, oneRun);
    const exporting = studio.actions.exportProject('a', false);
    await studio.actions.exportProject('a', true);
    expect(texts()).toEqual(['A file is being written or read already.']);
    const importing = studio.actions.importFiles([project]);
    await carried();
    expect(transfer().what).toBe('export a');
    studio.actions.cancelTransfer();
    await exporting;
    expect(studio.ports.saved).toEqual([]);
    await carried(2);
    expect(transfer().what).toBe('import harbours.atelier');
    studio.actions.cancelTransfer();
    await importing;
    expect(studio.state().transfer).toBeNull();
    expect(texts()).toHaveLength(1);
  });
});

describe('a project on its way in', () => {
  it('[FILE1] is listed under a name of its own and opened', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFiles([project]);
    expect(studio.state().transfer).toMatchObject({ kind: 'import', name: 'harbours.atelier' });
    await carried();
    // No tab sweeps away what is not finished yet.
    expect(studio.ports.held).toContain('intake');
    await bring();
    transfer().done({ runId: 'brought', datasetId: 'brought set' });
    await importing;
    expect(studio.ports.held).not.toContain('intake');
    expect(studio.state()).toMatchObject({ transfer: null, room: 'train', datasetId: 'set' });
    expect(studio.state().runs.map(({ run }) => run.name)).toEqual(['Harbours 2', 'Harbours']);
    expect(studio.state().runs[0]?.thumbnail?.step).toBe(10);
    expect(studio.state().datasets.map(({ name }) => name)).toEqual(['paintings 2', 'paintings']);
    expect(openRunOf(studio.state())).toMatchObject({ live: false, run: { id: 'brought' } });
    expect((await studio.storage.run('brought'))?.name).toBe('Harbours 2');
    expect((await studio.storage.dataset('brought set'))?.name).toBe('paintings 2');
  });

  it('puts its pictures on an empty wall', async () => {
    studio = await openStudio();
    const importing = studio.actions.importFiles([project]);
    await carried();
    await bring();
    transfer().done({ runId: 'brought', datasetId: 'brought set' });
    await importing;
    expect(studio.state()).toMatchObject({ datasetId: 'brought set', settings: { imageSize: 32 } });
  });

  it('[FILE5] says why it failed, and changes nothing', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFiles([project]);
    await carried();
    transfer().fail(failingError('file-newer', 'It is newer.', 'Load the page again.'));
    await importing;
    expect(studio.state()).toMatchObject({ transfer: null, openRunId: null });
    expect(texts()).toEqual(['"harbours.atelier" was not brought in. It is newer.']);
    expect(studio.state().runs).toHaveLength(1);
    expect(studio.ports.held).not.toContain('intake');
    const again = studio.actions.importFiles([project]);
    await carried(2);
    studio.actions.cancelTransfer();
    await again;
    expect(texts()).toHaveLength(1);
  });

  it('[FILE6] several come one after another, told as one; a failure is named and stops none', async () => {
    studio = await openStudio({}, oneRun);
    const names = ['one.atelier', 'two.txt', 'three'];
    const importing = studio.actions.importFiles(names.map((name) => new File(['x'], name)));
    for (const [i, name] of names.entries()) {
      await carried(i + 1);
      expect(studio.state().transfer).toMatchObject({ name, place: i + 1, of: 3 });
      if (i === 1) transfer().fail(failingError('file-unreadable', 'It is damaged.', 'Again.'));
      else {
        await studio.storage.createRun(aRun(`run ${i}`, { name: `Run ${i}`, datasetId: 'none' }));
        transfer().done({ runId: `run ${i}`, datasetId: null });
      }
    }
    await importing;
    expect(studio.state()).toMatchObject({ transfer: null, room: 'runs', openRunId: null });
    expect(studio.state().runs.map(({ run }) => run.id)).toEqual(['run 2', 'run 0', 'a']);
    expect(told(studio.state())).toMatchObject([
      { text: '"two.txt" was not brought in. It is damaged.', hint: 'Again.' },
      { text: '"Run 0" and "Run 2" were brought in.' },
    ]);
  });

  it('[FILE6] Cancel ends all that wait, and keeps what came', async () => {
    studio = await openStudio({}, oneRun);
    const files = ['one', 'two', 'three'].map((name) => new File(['x'], name));
    const importing = studio.actions.importFiles(files);
    await carried();
    await studio.storage.createRun(aRun('one', { datasetId: 'none' }));
    transfer().done({ runId: 'one', datasetId: null });
    await carried(2);
    studio.actions.cancelTransfer();
    await importing;
    expect(studio.ports.projects.asked).toHaveLength(2);
    expect(studio.state().runs.map(({ run }) => run.id)).toEqual(['one', 'a']);
    expect(texts()).toEqual([]);
  });

  it('[FILE6] what trains stays on the easel', async () => {
    studio = await openStudio();
    await studio.drop();
    await studio.actions.train();
    const importing = studio.actions.importFiles([project]);
    await carried();
    await bring();
    transfer().done({ runId: 'brought', datasetId: 'brought set' });
    await importing;
    expect(studio.state().room).toBe('train');
    expect(openRunOf(studio.state())).toMatchObject({ live: true });
    expect(texts()).toEqual(['"Harbours" was brought in.']);
  });

  it('[FILE4] brings a generator without pictures', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFiles([new File(['x'], 'generator.zip')]);
    await carried();
    await studio.storage.createRun(aRun('made', { name: 'Made elsewhere', datasetId: 'none' }));
    transfer().done({ runId: 'made', datasetId: null });
    await importing;
    expect(openRunOf(studio.state())?.run.name).toBe('Made elsewhere');
    expect(studio.state().datasets).toHaveLength(1);
  });
});

describe('projects among what is dropped', () => {
  const alone = async (id: string): Promise<void> => {
    await studio.storage.createRun(aRun(id, { name: id, datasetId: 'none' }));
    transfer().done({ runId: id, datasetId: null });
  };

  it('[FILE6] are brought in, and the pictures beside them become a set', async () => {
    studio = await openStudio();
    studio.ports.intake.own.add('mine.jpg');
    studio.files = someFiles('paintings/a.png', 'paintings/mine.jpg', 'paintings/b.png');
    await studio.drop();
    expect(studio.state().datasets).toMatchObject([{ name: 'paintings', count: 2 }]);
    await carried();
    expect(transfer().what).toBe('import mine.jpg');
    await alone('mine');
    await vi.waitFor(() => expect(openRunOf(studio.state())?.run.id).toBe('mine'));
    // Prepared again, with the same files: the project is here already.
    await studio.actions.setIntakeOptions({ crop: 'stretch' });
    expect(studio.state().datasets).toMatchObject([{ count: 2, crop: 'stretch' }]);
    expect(studio.ports.projects.asked).toHaveLength(1);
  });

  it('[FILE6] alone say nothing of pictures', async () => {
    studio = await openStudio();
    studio.ports.intake.own.add('one').add('two');
    studio.files = someFiles('folder/one', 'folder/two');
    await studio.drop();
    expect(studio.state().intake).toMatchObject({ working: false, error: null });
    await carried();
    await alone('first');
    await carried(2);
    await alone('second');
    await vi.waitFor(() => expect(studio.state().room).toBe('runs'));
    expect(texts()).toEqual(['"first" and "second" were brought in.']);
    expect(studio.state().datasets).toEqual([]);
  });

  it('[FILE6] come in while pictures are being prepared, which have to wait', async () => {
    studio = await openStudio();
    studio.ports.intake.held = true;
    const preparing = studio.drop();
    studio.ports.intake.own.add('mine');
    studio.files = someFiles('mine');
    await studio.drop();
    await carried();
    await alone('mine');
    await vi.waitFor(() => expect(openRunOf(studio.state())?.run.id).toBe('mine'));
    expect(texts()).toEqual([]);
    studio.files = someFiles('mine', 'a.png');
    await studio.drop();
    await carried(2);
    expect(texts()).toEqual(['Pictures are being prepared already.']);
    studio.ports.intake.release();
    await preparing;
  });
});
