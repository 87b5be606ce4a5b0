import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { LookAlikeGroups } from '../contract/look-alikes';
import { openStudio } from '../testing/studio-harness';

it('[PIC25] are looked for once a set, and the newest set comes first', async () => {
  const asked: { id: string; signal: AbortSignal; found: (groups: LookAlikeGroups) => void }[] = [];
  const studio = await openStudio({
    lookAlikes: (id, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ id, signal, found: resolve });
        signal.addEventListener('abort', () => reject(new Error('cancelled')));
      }),
  });
  const { actions } = studio;
  actions.findLookAlikes('a');
  actions.findLookAlikes('a');
  expect(asked).toHaveLength(1);
  actions.findLookAlikes('b');
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[1]!.found([[0, 2]]);
  await vi.waitFor(() => expect(studio.state().lookAlikes).toEqual({ b: [[0, 2]] }));
  actions.findLookAlikes('b');
  expect(asked).toHaveLength(2);
  // What was broken off is looked for again.
  actions.findLookAlikes('a');
  expect(asked).toHaveLength(3);
  await studio.end();
  expect(asked[2]!.signal.aborted).toBe(true);
});

it('[PIC25] are not looked for while a run trains, and a set that cannot be read stops nothing', async () => {
  const ask = vi.fn(() => Promise.reject(new Error('unreadable')));
  const studio = await openStudio({ lookAlikes: ask });
  await studio.drop();
  studio.actions.findLookAlikes(studio.state().datasetId!);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  expect(studio.state().notices).toEqual([]);
  await studio.actions.train();
  studio.actions.findLookAlikes('other');
  expect(ask).toHaveBeenCalledTimes(1);
  await studio.end();
});

it('[PIC25] [PIC13] are left out and taken back together', async () => {
  const studio = await openStudio();
  await studio.drop();
  const id = studio.state().datasetId!;
  await studio.actions.setExcluded(id, [2, 0], true);
  expect((await studio.storage.dataset(id))?.excluded).toEqual([0, 2]);
  await studio.actions.setExcluded(id, [0, 1, 2], false);
  expect((await studio.storage.dataset(id))?.excluded).toEqual([]);
  await studio.end();
});
