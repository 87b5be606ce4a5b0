import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';
import { mergeTiles } from '../../plan/merge';
import { GRAPHICS } from '../../plan/traits';
import { mergeReference, momentsOf } from './merge.reference';

const ALWAYS = { ...GRAPHICS, mergesFrom: 0 };

/** Rows of a phase, of a tile; vectors of channels; groups; phases. */
test.each([
  [8, 8, 1, 1, 1],
  [1000, 8, 3, 2, 1],
  [513, 8, 5, 1, 4],
  [4100, 4, 2, 2, 4],
])(
  '%d rows in tiles of %d, %d vectors, %d groups, %d phases',
  async (rows, rowsInTile, channels4, groups, phases) => {
    const tiles = Math.ceil(rows / rowsInTile);
    const segments = groups * phases;
    // Far from zero, where squares would cancel.
    const values = normal(5, 80, 0, segments * rows * 4 * channels4).map((value) => value + 50);
    const small = momentsOf(values, segments, rows, rowsInTile, 4 * channels4);
    const tiling = { rowsInTile, rowsInPhase: rows, tilesInPhase: tiles, tiles: phases * tiles };
    for (const kind of ['moments', 'sums'] as const) {
      const moments = held('moments', Float32Array.from(small));
      const list = new DispatchList();
      const merged = mergeTiles(list, 'test', { moments, tiling }, channels4, groups, kind, ALWAYS);
      const { storage } = merged.moments;
      const y = { ...merged.moments, data: new Float32Array(4 * storage.vectors) };
      const [found] = await runList(await dawnGpu(), list, [moments, y], [y]);
      expect(merged.tiling.tilesInPhase).toBe(Math.ceil(tiles / 64));
      const expected =
        kind === 'moments'
          ? momentsOf(values, segments, rows, 64 * rowsInTile, 4 * channels4)
          : mergeReference(Float32Array.from(small), segments, tiles, 64, 8 * channels4);
      expect(distance(found!, expected), kind).toBeLessThan(1e-5);
    }
  },
);

test('few tiles are left as they are', () => {
  const list = new DispatchList();
  const tiling = { rowsInTile: 8, rowsInPhase: 800, tilesInPhase: 100, tiles: 100 };
  const tiled = { moments: blank('moments', 100), tiling };
  expect(mergeTiles(list, 'test', tiled, 1, 1, 'moments', GRAPHICS)).toEqual(tiled);
  expect(list.dispatches).toEqual([]);
});
