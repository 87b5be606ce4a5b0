import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aRun } from '../testing/records';
import { someFiles } from '../testing/fakes/ports';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';

let studio: Harness;
beforeEach(async () => {
  studio = await openStudio();
  await studio.drop();
});
afterEach(async () => {
  vi.useRealTimers();
  await studio.end();
});

const texts = () => told(studio.state()).map(({ text }) => text);
const setId = (): string => studio.state().datasets[0]!.id;
const checkpoint = { step: 20, epoch: 2, savedAt: 1 };

/** A run of the set, stored and in the list. */
async function learnFrom(datasetId: string, name: string): Promise<void> {
  const run = aRun(name, { name, datasetId, datasetCount: 3, checkpoint });
  await studio.storage.createRun(run);
  const runs = [...studio.state().runs, { run, thumbnail: null, bytes: 0 }];
  studio.studio.store.setState({ runs });
}
/** Deletes the set on the picture grid for good, as time would. */
async function deleteForGood(): Promise<void> {
  const id = setId();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await studio.actions.deleteDataset(id);
  await vi.advanceTimersByTimeAsync(11_000);
  vi.useRealTimers();
  await vi.waitFor(async () => expect(await studio.storage.dataset(id)).toBeUndefined());
  await vi.waitFor(() => expect(studio.ports.held).not.toContain(`set:${id}`));
}

describe('deleting a set', () => {
  it('[PIC20] hides it, says which runs need it, and deletes it a while later', async () => {
    const id = setId();
    for (const name of ['a', 'b']) await learnFrom(id, name);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await studio.actions.deleteDataset(id);
    expect(studio.state()).toMatchObject({ datasets: [], datasetId: null });
    expect(told(studio.state())).toMatchObject([
      {
        text: '"paintings" was deleted. Without its pictures "a" and "b" cannot go on or train longer.',
        hint: expect.stringContaining('Drop the same pictures again') as string,
        action: 'undo',
      },
    ]);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await studio.storage.chunk(id, 0)).toBeDefined();
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await studio.storage.chunk(id, 0)).toBeUndefined());
    await vi.waitFor(() => expect(studio.state().goneSets).toMatchObject([{ id }]));
    expect(texts()).toEqual([]);
  });

  it('[PIC20] is taken back by the Undo of its own notice, with its place on the wall', async () => {
    const first = setId();
    await studio.actions.trySamples();
    const order = studio.state().datasets.map(({ id }) => id);
    studio.actions.selectDataset(first);
    await studio.actions.deleteDataset(first);
    await learnFrom(order[0]!, 'a');
    await studio.actions.deleteRun('a');
    const [notice] = told(studio.state());
    studio.actions.undoDelete(notice!.id);
    expect(studio.state().datasets.map(({ id }) => id)).toEqual(order);
    expect(studio.state().datasetId).toBe(first);
    expect(studio.state().runs).toEqual([]);
    expect(studio.ports.memory.get('set deletions')).toEqual([]);
    // Its originals are still at hand.
    expect(studio.state().originalsAtHand).toBe(true);
  });

  it('[PIC20] is done by the next visit where the page had no time for it', async () => {
    const id = setId();
    await learnFrom(id, 'a');
    await studio.actions.deleteDataset(id);
    const visit = await studio.reload();
    expect(visit.state().datasets).toEqual([]);
    expect(await visit.storage.dataset(id)).toBeUndefined();
    expect(visit.state().goneSets).toMatchObject([{ id }]);
    await visit.studio.dispose();
  });

  it('[PIC20] can still be taken back here while another tab is opened', async () => {
    const id = setId();
    await studio.actions.deleteDataset(id);
    const visit = await studio.tab();
    expect(visit.state().datasets).toEqual([]);
    await visit.studio.dispose();
    studio.actions.undoDelete();
    expect(await studio.storage.dataset(id)).toBeDefined();
  });
});

describe('the same pictures once more', () => {
  beforeEach(() => learnFrom(setId(), 'a'));

  it('[SAVE13] are those of the run, which goes on exactly', async () => {
    const { choice } = (await studio.storage.run('a'))!;
    await studio.actions.openRun('a');
    await deleteForGood();
    await studio.actions.goOn('a');
    expect(told(studio.state()).at(-1)?.hint).toBe(
      'Drop the same pictures again, and it can go on.',
    );
    await studio.drop();
    expect(texts()).toContain('"a" learnt from these pictures and can go on with them, exactly.');
    expect(await studio.storage.run('a')).toMatchObject({ datasetId: setId(), choice });
    expect(studio.state().runs[0]?.run.datasetId).toBe(setId());
    expect(openRunOf(studio.state())?.run.datasetId).toBe(setId());
    expect(studio.state().goneSets).toEqual([]);
    await studio.actions.goOn('a');
    expect(studio.ports.trainer.all('continue')).toMatchObject([{ runId: 'a' }]);
  });

  it('[SAVE13] among others are taken alone, in the order of the run', async () => {
    await deleteForGood();
    studio.files = someFiles('all/0.png', 'all/c.png', 'all/a.png', 'all/x.png', 'all/b.png');
    await studio.drop();
    expect(texts()).toContain('"a" learnt from these pictures and can go on with them, exactly.');
    expect((await studio.storage.run('a'))?.choice?.pictures).toEqual([2, 4, 1]);
    // In their own order no list is needed.
    await deleteForGood();
    studio.files = someFiles('x/0.png', 'x/a.png', 'x/b.png', 'x/c.png');
    await studio.drop();
    expect((await studio.storage.run('a'))?.choice).toEqual({
      excluded: [0],
      untickedFolders: [],
    });
  });

  it('[SAVE13] that are not all there, or prepared otherwise, are told of', async () => {
    await deleteForGood();
    studio.files = someFiles('x/a.png', 'x/b.png');
    await studio.drop();
    expect(texts()).toContain(
      '"a" learnt from 3 pictures, of which 1 did not come, so it cannot go on with these.',
    );
    await studio.actions.setIntakeOptions({ crop: 'stretch' });
    studio.files = someFiles('x/a.png', 'x/b.png', 'x/c.png');
    await studio.drop();
    expect(texts()).toContain('"a" learnt from these pictures, prepared at 64 px, centre crop.');
    await studio.actions.setIntakeOptions({ crop: 'centre' });
    await vi.waitFor(async () =>
      expect((await studio.storage.run('a'))?.datasetId).toBe(studio.state().datasetId),
    );
  });

  it('[SAVE13] are found too where they were dropped before the set was gone', async () => {
    await studio.drop();
    const [again, first] = studio.state().datasets;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await studio.actions.deleteDataset(first!.id);
    await vi.advanceTimersByTimeAsync(11_000);
    vi.useRealTimers();
    await vi.waitFor(async () =>
      expect((await studio.storage.run('a'))?.datasetId).toBe(again?.id),
    );
  });
});
