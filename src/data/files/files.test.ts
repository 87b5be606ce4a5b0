import { describe, expect, it } from 'vitest';
import { comparePaths, inNaturalOrder } from './natural-order';
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

const filesOf = (paths: readonly string[]) => paths.map((path) => ({ path }));
const pathsOf = (files: readonly { path: string }[]) => files.map(({ path }) => path);

describe('order of files', () => {
  it('is natural, whatever order they came in', async () => {
    const paths = ['b/10.jpg', 'b/2.jpg', 'a/z.jpg', 'b/.DS_Store', 'b/1.jpg', 'B/3.jpg'];
    const sorted = ['a/z.jpg', 'b/1.jpg', 'b/2.jpg', 'B/3.jpg', 'b/10.jpg'];
    expect(pathsOf(await inNaturalOrder(filesOf(paths)))).toEqual(sorted);
    expect(pathsOf(await inNaturalOrder(filesOf([...paths].reverse())))).toEqual(sorted);
    expect(await inNaturalOrder([])).toEqual([]);
  });

  it('of 20,000 paths is that of one sort, made in slices', async () => {
    const count = 20_000;
    const files = Array.from({ length: count }, (_, i) => {
      const name = (i * 7919) % (count - 500);
      return { path: `set ${name % 7}/${name}.png`, came: i };
    });
    let pauses = 0;
    const sorted = await inNaturalOrder(files, () => {
      pauses += 1;
      return Promise.resolve();
    });
    const plain = [...files].sort((a, b) => comparePaths(a.path, b.path) || a.came - b.came);
    expect(sorted).toEqual(plain);
    // log2(20,000) comparisons for each, of which some two thousand make a slice.
    expect(pauses).toBeGreaterThan((count * 10) / 2048);
  });
});
