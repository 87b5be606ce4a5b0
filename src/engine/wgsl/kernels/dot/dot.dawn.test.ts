import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';

/** Rows; vectors of inputs and of columns; whether there is a bias. */
test.each([
  [1, 1, 1, 0],
  [3, 64, 1, 1],
  [5, 100, 2, 0],
  [2, 257, 2, 1],
])('%d rows of %d vectors to %d, bias %d', async (rows, in4, out4, BIAS) => {
  const [inputs, columns] = [4 * in4, 4 * out4];
  const values = normal(3, 81, 0, rows * inputs);
  const kernel = normal(3, 82, 0, inputs * columns);
  const added = normal(3, 83, 0, columns);
  const [x, weights, bias] = [held('x', values), held('weights', kernel), held('bias', added)];
  const y = blank('y', rows * out4);
  const list = new DispatchList();
  list.add({
    kernel: 'dot',
    label: 'test',
    flags: { BIAS },
    params: { in4, out4 },
    tensors: { x, weights, y, ...(BIAS ? { bias } : {}) },
    grid: [rows, out4, 1],
  });
  const all = [x, weights, y, ...(BIAS ? [bias] : [])];
  const [found] = await runList(await dawnGpu(), list, all, [y]);
  const expected = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = BIAS ? added[column]! : 0;
    for (let k = 0; k < inputs; k++)
      sum += values[row * inputs + k]! * kernel[k * columns + column]!;
    return sum;
  });
  expect(distance(found!, expected)).toBeLessThan(1e-6);
});
