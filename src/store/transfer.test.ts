import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StudioError } from '../contract/errors';
import type { StudioStorage } from '../storage/studio-storage';
import { aDataset, aRun, aSample } from '../testing/records';
import { openStudio, type Harness } from '../testing/studio-harness';

let studio: Harness;
afterEach(() => studio.end());

const project = new File(['x'], 'harbours.atelier');
const texts = () => studio.state().notices.map(({ text }) => text);
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
  await studio.storage.finishDataset(aDataset('brought set', { imageSize: 32 }));
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

  it('is one at a time, and cancelled without a word', async () => {
    studio = await openStudio({}, oneRun);
    const exporting = studio.actions.exportProject('a', false);
    await studio.actions.importFile(project);
    expect(texts()).toEqual(['A file is being written or read already.']);
    await carried();
    expect(transfer().what).toBe('export a');
    studio.actions.cancelTransfer();
    await exporting;
    expect(studio.state().transfer).toBeNull();
    expect(studio.ports.saved).toEqual([]);
    expect(texts()).toHaveLength(1);
  });
});

describe('a project on its way in', () => {
  it('[FILE1] is listed under a name of its own and opened', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFile(project);
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
    expect(studio.state().easel).toMatchObject({ live: false, run: { id: 'brought' } });
    expect((await studio.storage.run('brought'))?.name).toBe('Harbours 2');
    expect((await studio.storage.dataset('brought set'))?.name).toBe('paintings 2');
  });

  it('puts its pictures on an empty wall', async () => {
    studio = await openStudio();
    const importing = studio.actions.importFile(project);
    await carried();
    await bring();
    transfer().done({ runId: 'brought', datasetId: 'brought set' });
    await importing;
    expect(studio.state()).toMatchObject({ datasetId: 'brought set', settings: { imageSize: 32 } });
  });

  it('[FILE5] says why it failed, and changes nothing', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFile(project);
    await carried();
    transfer().fail(new StudioError('file-newer', 'It is newer.', 'Reload the page.'));
    await importing;
    expect(studio.state()).toMatchObject({ transfer: null, easel: null });
    expect(texts()).toEqual(['It is newer.']);
    expect(studio.state().runs).toHaveLength(1);
    expect(studio.ports.held).not.toContain('intake');
    const again = studio.actions.importFile(project);
    await carried(2);
    studio.actions.cancelTransfer();
    await again;
    expect(texts()).toEqual(['It is newer.']);
  });

  it('[FILE4] brings a generator without pictures', async () => {
    studio = await openStudio({}, oneRun);
    const importing = studio.actions.importFile(new File(['x'], 'generator.zip'));
    await carried();
    await studio.storage.createRun(aRun('made', { name: 'Made elsewhere', datasetId: 'none' }));
    transfer().done({ runId: 'made', datasetId: null });
    await importing;
    expect(studio.state().easel?.run.name).toBe('Made elsewhere');
    expect(studio.state().datasets).toHaveLength(1);
  });
});
