import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';
import { normaliseReference, statisticsOf } from '../normalise/normalise.reference';
import { normaliseBackReference } from './normalise-back.reference';

const [EPSILON, TILE] = [1e-3, 8];

/** Sums of g and of g u over each tile, [tiles][2][channels]. */
function sumsOf(
  g: ArrayLike<number>,
  raw: ArrayLike<number>,
  channels: number,
  { mean, inverse }: { mean: ArrayLike<number>; inverse: ArrayLike<number> },
): Float64Array {
  const tiles = Math.ceil(g.length / channels / TILE);
  const out = new Float64Array(tiles * 2 * channels);
  for (let i = 0; i < g.length; i++) {
    const c = i % channels;
    const at = Math.floor(i / channels / TILE) * 2 * channels + c;
    out[at]! += g[i]!;
    out[at + channels]! += g[i]! * (raw[i]! - mean[c]!) * inverse[c]!;
  }
  return out;
}

/** Rows of a group; vectors of channels; groups; rows of a workgroup; threads; SUMS, ACCUMULATE. */
test.each([
  [8, 1, 1, 16, 64, 1, 0],
  [37, 2, 2, 16, 64, 1, 1],
  [300, 5, 2, 64, 256, 1, 0],
  [300, 5, 2, 300, 256, 0, 1],
  [37, 3, 1, 37, 64, 0, 0],
])(
  '[TRN4] %d rows of %d vectors in %d groups, %d rows to %d threads, sums %d, added %d',
  async (rows, channels4, groups, rowsPerWorkgroup, THREADS, SUMS, ACCUMULATE) => {
    const channels = 4 * channels4;
    const size = rows * channels;
    const values = normal(8, 86, 0, groups * size).map((value) => 3 + 2 * value);
    const incoming = normal(8, 87, 0, groups * size);
    const gammas = normal(8, 88, 0, channels).map((value) => 1 + 0.3 * value);
    const before = normal(8, 89, 0, 2 * groups * channels);
    const own = (all: Float32Array, group: number): Float32Array =>
      all.subarray(group * size, (group + 1) * size);
    const statistics = Array.from({ length: groups }, (_, group) => {
      const { mean, variance } = statisticsOf(own(values, group), channels);
      return { mean, inverse: variance.map((value) => 1 / Math.sqrt(value + EPSILON)) };
    });
    const gradient = held('gradient', incoming);
    const raw = held('raw', values);
    const stats = held(
      'stats',
      statistics.flatMap(({ mean, inverse }) => [...mean, ...inverse]),
    );
    const weights = held('weights', gammas);
    const parts = ACCUMULATE ? held('parts', before) : blank('parts', 2 * groups * channels4);
    const moments = held(
      'moments',
      statistics.flatMap((of, group) => [
        ...sumsOf(own(incoming, group), own(values, group), channels, of),
      ]),
    );
    const list = new DispatchList();
    list.add({
      kernel: 'normaliseBack',
      label: 'test',
      flags: { WEIGHTS: 1, SUMS, ACCUMULATE, THREADS },
      params: {
        channels4,
        rows,
        tiles: SUMS ? Math.ceil(rows / TILE) : 0,
        rowsPerWorkgroup,
        gammaBase: weights.base,
        gammaParts: parts.base,
        betaParts: parts.base + groups * channels4,
      },
      tensors: { gradient, raw, stats, weights, parts, ...(SUMS ? { moments } : {}) },
      grid: [Math.ceil(channels4 / 4), Math.ceil(rows / rowsPerWorkgroup), groups],
    });
    const all = [gradient, raw, stats, weights, parts, ...(SUMS ? [moments] : [])];
    const [back, found] = await runList(await dawnGpu(), list, all, [gradient, parts]);
    const expected = statistics.map((_, group) =>
      normaliseBackReference(own(incoming, group), own(values, group), gammas, EPSILON),
    );
    expect(
      distance(
        back!,
        expected.flatMap((one) => [...one.raw]),
      ),
    ).toBeLessThan(1e-5);
    const kept = [...expected.map((one) => one.gamma), ...expected.map((one) => one.beta)];
    const sums = kept.flatMap((one) => [...one]);
    const added = ACCUMULATE ? sums.map((sum, i) => sum + before[i]!) : sums;
    expect(distance(found!, added)).toBeLessThan(1e-5);
  },
);

test('[TRN4] the reference is the derivative of the way forward', () => {
  const [rows, channels, step] = [5, 3, 1e-5];
  const raw = Float64Array.from(normal(9, 86, 0, rows * channels));
  const g = normal(9, 87, 0, rows * channels);
  const gamma = Float64Array.from(normal(9, 88, 0, channels));
  const beta = new Float64Array(channels);
  const loss = (x: Float64Array, scale: Float64Array, shift: Float64Array): number =>
    normaliseReference(x, statisticsOf(x, channels), scale, shift, EPSILON).reduce(
      (sum, value, i) => sum + value * g[i]!,
      0,
    );
  const moved = (x: Float64Array, i: number, by: number): Float64Array =>
    x.map((value, j) => (i === j ? value + by : value));
  const slope = (of: (by: number) => number): number => (of(step) - of(-step)) / (2 * step);
  const found = normaliseBackReference(g, raw, gamma, EPSILON);
  const dRaw = raw.map((_, i) => slope((by) => loss(moved(raw, i, by), gamma, beta)));
  const dGamma = gamma.map((_, i) => slope((by) => loss(raw, moved(gamma, i, by), beta)));
  const dBeta = beta.map((_, i) => slope((by) => loss(raw, gamma, moved(beta, i, by))));
  expect(distance(dRaw, found.raw)).toBeLessThan(1e-7);
  expect(distance(dGamma, found.gamma)).toBeLessThan(1e-7);
  expect(distance(dBeta, found.beta)).toBeLessThan(1e-7);
});
