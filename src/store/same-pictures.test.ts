import { squarePictures } from '../contract/picture-shape';
import { expect, it } from 'vitest';
import { HASH_BYTES, type DatasetRecord, type PictureChoice } from '../contract/records';
import { toHex } from '../contract/sha256';
import { aDataset } from '../testing/records';
import { compareSets, type Likeness } from './same-pictures';

const BIG = 300 * 2 ** 20;
const ALL: PictureChoice = { excluded: [], untickedFolders: [] };

/** A set of pictures named by numbers. */
const setOf = (pictures: readonly number[], change: Partial<DatasetRecord> = {}) => ({
  ...aDataset('s', {
    count: pictures.length,
    folders: [{ path: '', count: pictures.length }],
    folderOf: new Uint32Array(pictures.length),
    ...change,
  }),
  hashes: Uint8Array.from({ length: pictures.length * HASH_BYTES }, (_, i) =>
    i % HASH_BYTES === 0 ? pictures[i / HASH_BYTES]! : 9,
  ),
});
const compare = (
  gone: ReturnType<typeof setOf>,
  set: ReturnType<typeof setOf>,
  choice: PictureChoice | null = ALL,
): Promise<Likeness> => compareSets(gone, choice, set);

it('[SAVE13] a large set is exact where its chunks are the same', async () => {
  const big = { bytes: BIG, chunkPictures: 2 };
  const gone = setOf([1, 2, 3, 4], big);
  expect(await compare(gone, setOf([1, 2, 3, 4], big))).toEqual({
    kind: 'same',
    choice: ALL,
    exact: true,
  });
  // One before them moves every border; in another order, or as a whole, it is none of these.
  expect(await compare(gone, setOf([0, 1, 2, 3, 4], big))).toMatchObject({ exact: false });
  expect(await compare(gone, setOf([1, 2, 4, 3], big))).toMatchObject({
    choice: ALL,
    exact: false,
  });
  expect(await compare(gone, setOf([1, 2, 3, 4]))).toMatchObject({ exact: false });
  expect(await compare(setOf([1, 2, 3, 4]), setOf([1, 2, 3, 4], big))).toMatchObject({
    exact: false,
  });
});

it('[SAVE13] what a run left out need not come again', async () => {
  const gone = setOf([1, 2, 3, 4], { excluded: [1] });
  for (const choice of [{ excluded: [1], untickedFolders: [] }, null]) {
    expect(await compare(gone, setOf([1, 3, 4]), choice)).toMatchObject({
      kind: 'same',
      choice: { excluded: [], untickedFolders: [] },
      exact: true,
    });
  }
  expect(await compare(gone, setOf([1, 3]), null)).toEqual({ kind: 'partly', missing: 1 });
  expect(await compare(gone, setOf([1, 8, 9]), null)).toEqual({ kind: 'other' });
});

it('[MEAS7] [SAVE13] what was kept back stays kept back, as far as it is here again', async () => {
  const gone = setOf([1, 2, 3, 4, 5]);
  const choice = { ...ALL, keptBack: [1, 3] };
  expect(await compare(gone, setOf([4, 1, 2, 3, 5]), choice)).toMatchObject({
    kind: 'same',
    choice: { keptBack: [0, 2] },
    exact: true,
  });
  const without = await compare(gone, setOf([1, 3, 5]), choice);
  expect(without).toMatchObject({ kind: 'same', choice: { keptBack: [] }, exact: true });
});

it('[PIC23] a run that learnt from several crops of each is told where fewer are at hand', async () => {
  // Each file's first crop, then another.
  const gone = setOf([1, 101, 2, 102, 3, 103], { cropsPerPicture: 2 });
  expect(await compare(gone, setOf([1, 2, 3]))).toEqual({ kind: 'otherwise' });
  expect(await compare(gone, setOf([1, 2, 4]))).toEqual({ kind: 'other' });
  // More of each are there: among them are its own.
  const more = setOf([1, 101, 201, 2, 102, 202, 3, 103, 203], { cropsPerPicture: 3 });
  expect(await compare(gone, more)).toMatchObject({ kind: 'same', exact: true });
});

it('[SAVE13] the preparation must be the same; of painted pictures the hash tells all', async () => {
  const gone = setOf([1, 2]);
  for (const change of [
    { shape: squarePictures(32, 3) },
    { crop: 'fit' },
    { background: '#000000' },
  ] as const) {
    expect(await compare(gone, setOf([1, 2], change))).toEqual({ kind: 'otherwise' });
  }
  const painted = setOf([1, 2], { crop: 'fit', painted: true });
  expect(await compare(gone, painted)).toMatchObject({ kind: 'same', exact: true });
});

it('[PIC26] the crops must be around the same places, of those pictures that were learnt from', async () => {
  const hash = toHex(setOf([2]).hashes);
  const moved = { focusPoints: [{ hash, x: 0.1, y: 0.5 }] };
  const gone = setOf([1, 2, 3], moved);
  expect(await compare(gone, setOf([3, 2, 1], moved))).toMatchObject({ kind: 'same', exact: true });
  for (const set of [
    setOf([1, 2, 3]),
    setOf([1, 2, 3], { focusPoints: [{ hash, x: 0.2, y: 0.5 }] }),
  ]) {
    expect(await compare(gone, set)).toEqual({ kind: 'otherwise' });
    expect(await compare(set, setOf([1, 2, 3], moved))).toEqual({ kind: 'otherwise' });
    const without = { excluded: [1], untickedFolders: [] };
    expect(await compare(gone, set, without)).toMatchObject({ kind: 'same' });
  }
  // Other crops than the centre's know no point.
  const fitted = setOf([1, 2, 3], { ...moved, crop: 'fit' });
  expect(await compare(fitted, setOf([1, 2, 3], { crop: 'fit' }))).toMatchObject({ kind: 'same' });
});
