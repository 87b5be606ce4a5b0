import { squarePictures } from '../../contract/picture-shape';
import { skipReason } from '../../contract/skip-reasons';
import { expect, it } from 'vitest';
import type { DatasetRecord } from '../../contract/records';
import { columnsOf, roam, shownPictures, skippedText } from './set-contents';

const set: DatasetRecord = {
  id: 's',
  name: 'Landscapes',
  createdAt: 0,
  shape: squarePictures(64, 3),
  crop: 'centre',
  background: '#ffffff',
  count: 4,
  chunkPictures: 64,
  folders: [
    { path: '', count: 1 },
    { path: 'hills', count: 3 },
  ],
  folderOf: Uint32Array.of(0, 1, 1, 1),
  skipped: [{ path: 'a.pdf', reason: skipReason('unreadable', { kind: 'audio' }) }],
  skippedCount: 1,
  excluded: [0, 2],
  untickedFolders: [],
  bytes: 0,
};

it('shows the pictures of ticked folders, left-out ones too, so that they can be taken back [PIC13]', () => {
  expect([...shownPictures(set)]).toEqual([0, 1, 2, 3]);
  expect([...shownPictures({ ...set, untickedFolders: [0] })]).toEqual([1, 2, 3]);
});

it('lists skipped files with their reasons for copying [PIC3]', () => {
  expect(skippedText(set)).toBe('a.pdf\tSound, not a picture.');
  expect(skippedText({ ...set, skippedCount: 1_000_001 })).toMatch(/\nand 1,000,000 more$/);
});

it('fills the wall edge to edge', () => {
  expect(columnsOf(1440, 96)).toBe(15);
  expect(columnsOf(20, 96)).toBe(1);
});

it('roams with the arrow keys and stays on the wall', () => {
  expect(roam('ArrowRight', 3, 4, 10)).toBe(4);
  expect(roam('ArrowDown', 7, 4, 10)).toBe(7);
  expect(roam('ArrowUp', 5, 4, 10)).toBe(1);
  expect(roam('PageDown', 0, 4, 10)).toBe(9);
  expect(roam('x', 0, 4, 10)).toBeNull();
});
