import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FocusPoint } from '../contract/focus';
import { aRun } from '../testing/records';
import { openStudio, told, type Harness } from '../testing/studio-harness';

let studio: Harness;
beforeEach(async () => {
  studio = await openStudio();
  await studio.drop();
});
afterEach(() => studio.end());

const current = () => studio.state().datasets.find(({ id }) => id === studio.state().datasetId)!;
const move = (picture: number, x: number, y = 0.5) =>
  studio.actions.moveFocus(current().id, picture, { x, y });
/** The fake intake paints where the point is. */
const valueOf = async (picture: number, id = current().id) =>
  (await studio.actions.picture(id, picture))[0];
const codes = () => told(studio.state()).map(({ says }) => says.code);

describe('[PIC26] the point of a crop', () => {
  it('changes that one picture in storage and on the page, and is kept', async () => {
    const { id } = current();
    expect([await valueOf(0), await valueOf(1)]).toEqual([1, 2]);
    expect(await move(1, 0.2)).toBe(id);
    expect([await valueOf(0), await valueOf(1), await valueOf(2)]).toEqual([1, 20, 3]);
    expect(current()).toMatchObject({ id, focusPoints: [{ x: 0.2, y: 0.5 }] });
    const again = await studio.reload();
    expect(again.state().datasets[0]).toMatchObject({ id, focusPoints: [{ x: 0.2, y: 0.5 }] });
    expect((await again.actions.picture(id, 1))[0]).toBe(20);
    // The pixels are others than those that a file of before may tell of.
    expect(again.state().datasets[0]!.createdAt).not.toBe(1);
    await again.studio.dispose();
  });

  it('shows the whole picture, by its file', async () => {
    expect(await studio.actions.wholePicture(current().id, 2)).toMatchObject({
      size: { width: 200, height: 100 },
      picture: 2,
      path: 'paintings/old/c.png',
    });
  });

  it('moved to the centre is none', async () => {
    await move(1, 0.2);
    await move(1, 0.5);
    expect(current().focusPoints).toEqual([]);
    expect(await valueOf(1)).toBe(50);
  });

  it('holds when the set is prepared otherwise, and when the folder comes again', async () => {
    await move(1, 0.2);
    await studio.actions.setIntakeOptions({ background: '#000000' });
    expect(current()).toMatchObject({ background: '#000000', focusPoints: [{ x: 0.2 }] });
    await studio.actions.setIntakeOptions({ crop: 'fit' });
    await studio.actions.setIntakeOptions({ crop: 'centre' });
    expect(current()).toMatchObject({ crop: 'centre', focusPoints: [{ x: 0.2 }] });
    await studio.drop();
    expect(studio.state().datasets).toHaveLength(2);
    expect(current()).toMatchObject({ name: 'paintings 2', focusPoints: [{ x: 0.2 }] });
  });

  it('cannot be moved where the files are not at hand, which is said', async () => {
    const next = await studio.reload();
    const { id } = next.state().datasets[0]!;
    await expect(next.actions.wholePicture(id, 0)).rejects.toMatchObject({
      code: 'originals-not-at-hand',
    });
    expect(await next.actions.moveFocus(id, 0, { x: 0, y: 0 })).toBe(id);
    const says = { code: 'error', params: { error: { code: 'originals-not-at-hand' } } };
    expect(told(next.state()).at(-1)).toMatchObject({ says });
    expect((await next.actions.picture(id, 0))[0]).toBe(1);
    await next.studio.dispose();
  });

  it('looks for pictures that look alike anew', async () => {
    const { id } = current();
    studio.actions.findLookAlikes(id);
    await expect.poll(() => studio.state().lookAlikes).toHaveProperty(id);
    await move(0, 0.1);
    expect(studio.state().lookAlikes).not.toHaveProperty(id);
  });
});

describe('[PIC26] a set that runs learn from', () => {
  it('stays to the bit, and a copy of it is changed', async () => {
    const before = current();
    await studio.actions.setExcluded(before.id, [2], true);
    await studio.storage.createRun(aRun('a', { datasetId: before.id }));
    const id = await move(1, 0.2);
    expect(id).not.toBe(before.id);
    expect(studio.state().datasets.map((set) => set.id)).toEqual([id, before.id]);
    expect(current()).toMatchObject({ id, name: 'paintings', excluded: [2] });
    expect([await valueOf(1), await valueOf(1, before.id)]).toEqual([20, 2]);
    expect(await studio.storage.dataset(before.id)).toMatchObject({ focusPoints: [] });
    expect(codes()).toContain('set-copied');
    // The copy is changed in place from then on.
    expect(await move(0, 0.9)).toBe(id);
    expect([await valueOf(0), await valueOf(1)]).toEqual([90, 20]);
    const stored = await studio.storage.datasets();
    expect(stored.map((set) => set.id).sort()).toEqual([id, before.id].sort());
  });

  /** The set at hand once more, as one that is gone and that a run learnt from. */
  const forget = async (focusPoints: readonly FocusPoint[]): Promise<void> => {
    const block = (await studio.storage.pictureBlock(current().id, 0))!;
    await studio.storage.putPictureBlock({ ...block, datasetId: 'old' });
    await studio.storage.putGoneSet({ ...current(), id: 'old', focusPoints });
  };
  const withRun = async (): Promise<void> => {
    await studio.end();
    const checkpoint = { step: 1, epoch: 1, savedAt: 1 };
    studio = await openStudio({}, (storage) =>
      storage.createRun(aRun('a', { datasetId: 'old', checkpoint })),
    );
    await studio.drop();
  };

  it('and that is gone: points come again with the folder, and the run goes on exactly', async () => {
    await withRun();
    const { hash } = await studio.actions.wholePicture(current().id, 1);
    await forget([{ hash, x: 0.2, y: 0.5 }]);
    await studio.drop();
    expect(current().focusPoints).toEqual([{ hash, x: 0.2, y: 0.5 }]);
    expect(await studio.storage.run('a')).toMatchObject({ datasetId: current().id });
    const says = { code: 'reconnected', params: { exact: true } };
    expect(told(studio.state()).at(-1)).toMatchObject({ says });
  });

  it('and that is gone: a run whose pictures come with another point is told so', async () => {
    await withRun();
    await forget([]);
    await move(1, 0.2);
    await studio.drop();
    expect(await studio.storage.run('a')).toMatchObject({ datasetId: 'old' });
    expect(codes()).toContain('prepared-otherwise');
    // With the point back in the centre, they are its own again.
    await move(1, 0.5);
    expect(await studio.storage.run('a')).toMatchObject({ datasetId: current().id });
  });
});
