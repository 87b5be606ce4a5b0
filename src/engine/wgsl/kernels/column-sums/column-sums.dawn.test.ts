import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';

/** Sums over rows, [rows, columns]. */
function columnSums(x: ArrayLike<number>, columns: number): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) out[i % columns]! += x[i]!;
  return out;
}

test.each([
  [1, 1, 16, 64],
  [3, 1, 16, 64],
  [100, 5, 16, 64],
  [777, 4, 128, 256],
  [5000, 17, 512, 256],
])(
  '%d rows of %d vectors, %d to a share, %d threads',
  async (rows, columns4, rowsPerWorkgroup, THREADS) => {
    const shares = Math.ceil(rows / rowsPerWorkgroup);
    const values = normal(1, 40, 0, rows * columns4 * 4);
    const x = held('x', values);
    const before = normal(1, 41, 0, shares * columns4 * 4);
    for (const accumulate of [0, 1]) {
      const parts = accumulate ? held('parts', before) : blank('parts', shares * columns4);
      const list = new DispatchList();
      list.add({
        kernel: 'columnSums',
        label: 'test',
        flags: { ACCUMULATE: accumulate, THREADS },
        params: { rows, columns4, rowsPerWorkgroup },
        tensors: { x, parts },
        grid: [Math.ceil(columns4 / 4), shares, 1],
      });
      const [found] = await runList(await dawnGpu(), list, [x, parts], [parts]);
      const sums = columnSums(found!, 4 * columns4);
      const expected = columnSums(values, 4 * columns4);
      const added = accumulate ? columnSums(before, 4 * columns4) : null;
      expect(
        distance(
          sums,
          expected.map((sum, i) => sum + (added?.[i] ?? 0)),
        ),
      ).toBeLessThan(1e-5);
    }
  },
);
