import { expect, it } from 'vitest';
import { includedPictures } from '../contract/choice';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { uniform } from '../contract/random';
import { HASH_BYTES, type PictureBlockRecord } from '../contract/records';
import { fileCrops } from '../data/pixels/crops';
import { aDataset, startCommand } from '../testing/records';
import { keptBack } from './keep-back';

const settings = { ...DEFAULT_SETTINGS, keepBack: true, batchSize: 16 };

const hashOf = (file: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(uniform(1, 99, file, HASH_BYTES, 0, 256));

const setOf = (count: number, change = {}) =>
  aDataset('set', {
    ...{ count, chunkPictures: count, folders: [{ path: '', count }] },
    folderOf: new Uint32Array(count),
    ...change,
  });

const storing = (hashes: Uint8Array<ArrayBuffer>) => ({
  pictureBlock: (datasetId: string, block: number): Promise<PictureBlockRecord> =>
    Promise.resolve({ datasetId, block, paths: [], hashes }),
});

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const single = storing(Uint8Array.from(range(100).flatMap((file) => [...hashOf(file)])));

it('[MEAS7] a tenth of the pictures is named, and not learnt from', async () => {
  const set = setOf(100);
  const { run } = startCommand(set, settings);
  const begun = await keptBack(run, set, single);
  const { choice } = begun;
  expect(begun.datasetCount).toBe(90);
  expect(choice?.keptBack).toHaveLength(10);
  const learnt = includedPictures(set, choice!);
  expect([...learnt, ...choice!.keptBack!].sort((a, b) => a - b)).toEqual(range(100));
  // The same again; others for another seed.
  expect(await keptBack(run, set, single)).toEqual(begun);
  const seeded = { ...run, settings: { ...settings, seed: 2 } };
  expect((await keptBack(seeded, set, single)).choice).not.toEqual(choice);
});

it('[TRN20] adaptive augmentation of a run that begins goes by what is kept back', async () => {
  const adaptive = { ...settings, augmentation: 'adaptive' } as const;
  const { run } = startCommand(setOf(100), adaptive);
  expect((await keptBack(run, setOf(100), single)).adaptsBy).toBe('held-out');
  const without = { ...run, settings: { ...adaptive, keepBack: false } };
  expect(await keptBack(without, setOf(100), single)).not.toHaveProperty('adaptsBy');
  const fixed = startCommand(setOf(100), { ...settings, augmentation: 'fixed' });
  expect(await keptBack(fixed.run, setOf(100), single)).not.toHaveProperty('adaptsBy');
});

it('[MEAS7] what is left out of the set is on neither side', async () => {
  const set = setOf(100, { excluded: range(30) });
  const begun = await keptBack(startCommand(set, settings).run, set, single);
  expect(begun.datasetCount).toBe(63);
  expect(begun.choice?.keptBack).toHaveLength(7);
  expect(Math.min(...begun.choice!.keptBack!)).toBeGreaterThanOrEqual(30);
});

it.each([
  { why: 'it was not asked for', count: 100, change: { keepBack: false } },
  { why: 'the set is small', count: 50, change: {} },
  { why: 'the others would fill no batch', count: 100, change: { batchSize: 95 } },
])('[MEAS7] nothing is kept back where $why', async ({ count, change }) => {
  const set = setOf(count);
  const hashes = Uint8Array.from(range(count).flatMap((file) => [...hashOf(file)]));
  const { run } = startCommand(set, { ...settings, ...change });
  expect(await keptBack(run, set, storing(hashes))).toEqual(run);
});

it('[MEAS7] [PIC23] all crops of a file are on one side, also where its first was left out', async () => {
  const files: number[] = [];
  const hashes: number[] = [];
  for (const file of range(60)) {
    const picture = { width: 400, height: 300 };
    const crops = await fileCrops(hashOf(file), 'centre', picture, { width: 64, height: 64 }, 3);
    for (const { hash } of crops) {
      files.push(file);
      hashes.push(...hash);
    }
  }
  const count = files.length;
  expect(count).toBeGreaterThan(150);
  const excluded = [files.indexOf(3), files.indexOf(7)];
  const set = setOf(count, { cropsPerPicture: 3, excluded });
  const begun = await keptBack(
    startCommand(set, settings).run,
    set,
    storing(Uint8Array.from(hashes)),
  );
  const held = new Set(begun.choice!.keptBack!.map((place) => files[place]));
  expect(held.size).toBe(6);
  for (const place of includedPictures(set, begun.choice!)) {
    expect(held.has(files[place])).toBe(false);
  }
  expect(begun.datasetCount + begun.choice!.keptBack!.length).toBe(count - 2);
});
