import { describe, expect, it } from 'vitest';
import { orderPaths } from './natural-order';
import { isSystemFile } from './system-files';

describe('system files [PIC3]', () => {
  it.each([
    '.DS_Store',
    'a/.DS_Store',
    '__MACOSX/a/._b.jpg',
    'a/Thumbs.db',
    'a/thumbs.DB',
    'desktop.ini',
    '.hidden/picture.jpg',
    'a/@eaDir/x.jpg',
    'a/Icon\r',
  ])('passes over %j', (path) => expect(isSystemFile(path)).toBe(true));

  it.each(['a.jpg', './a.jpg', 'a/b.c/d', 'thumbs/db.jpg', 'a/MACOSX/b.jpg', 'desktop.ini.jpg'])(
    'keeps %j',
    (path) => expect(isSystemFile(path)).toBe(false),
  );
});

describe('order of files', () => {
  it('is natural, whatever order they came in', () => {
    const paths = ['b/10.jpg', 'b/2.jpg', 'a/z.jpg', 'b/.DS_Store', 'b/1.jpg', 'B/3.jpg'];
    const sorted = Array.from(orderPaths(paths), (i) => paths[i]);
    const again = [...paths].reverse();
    expect(sorted).toEqual(['a/z.jpg', 'b/1.jpg', 'b/2.jpg', 'B/3.jpg', 'b/10.jpg']);
    expect(Array.from(orderPaths(again), (i) => again[i])).toEqual(sorted);
  });

  it('sorts 50,000 paths', () => {
    const paths = Array.from({ length: 50_000 }, (_, i) => `set/${(i * 7919) % 50_000}.png`);
    const order = orderPaths(paths);
    expect(Array.from(order.subarray(0, 11), (i) => paths[i])).toEqual(
      Array.from({ length: 11 }, (_, i) => `set/${i}.png`),
    );
  });
});
