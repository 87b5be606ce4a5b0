import { squarePictures } from '../../contract/picture-shape';
import { skipReason } from '../../contract/skip-reasons';
import { expect, it } from 'vitest';
import type { DatasetRecord } from '../../contract/records';
import { columnsOf, roam, shownPictures, skippedText, tileTarget } from './set-contents';

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

it('tiles are neither slivers nor taller than a screen, whatever the sides [PIC28]', () => {
  const tile = (width: number, height: number, grid = 1200): [number, number] => {
    const across = grid / columnsOf(grid, tileTarget({ width, height }, grid));
    return [Math.round(across), Math.round((across * height) / width)];
  };
  expect(tile(64, 64)).toEqual([80, 80]);
  expect(tile(112, 64)).toEqual([133, 76]);
  expect(tile(36, 64)).toEqual([71, 125]);
  expect(tile(1024, 16)).toEqual([1200, 19]);
  expect(tile(16, 1024)).toEqual([10, 640]);
  expect(tile(1024, 16, 358)[0]).toBe(358);
});
