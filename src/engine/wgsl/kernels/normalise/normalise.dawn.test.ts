import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, runList } from '../../../../testing/wgsl/run-list';
import { dropoutParams } from '../../plan/convolution';
import { DispatchList } from '../../plan/dispatch';
import { flatView } from '../../plan/tensor';
import { momentsOf } from '../merge/merge.reference';
import { normaliseReference, statisticsOf } from './normalise.reference';

const [EPSILON, SLOPE, KEEP, TILE] = [1e-3, 0.2, 0.9, 8];
const leaky = (value: number): number => (value < 0 ? SLOPE * value : value);

/** Rows of a group; vectors of channels; groups; rows of a workgroup; threads. */
const SIZES = [
  [8, 1, 1, 16, 64],
  [37, 2, 2, 16, 64],
  [300, 5, 2, 64, 256],
  [1000, 3, 1, 1024, 256],
] as const;

test.each(SIZES)(
  '[TRN4] by the batch: %d rows of %d vectors in %d groups, %d rows to %d threads',
  async (rows, channels4, groups, rowsPerWorkgroup, THREADS) => {
    const channels = 4 * channels4;
    const values = normal(7, 86, 0, groups * rows * channels).map((value) => 3 + 2 * value);
    const [gamma, beta, mean, variance] = [87, 88, 89, 90].map((stream) =>
      normal(7, stream, 0, channels).map((value) => 1 + 0.3 * value),
    );
    const raw = held('raw', values);
    const weights = held('weights', [...gamma!, ...beta!]);
    const moving = held('moving', [...mean!, ...variance!]);
    const moments = held('moments', momentsOf(values, groups, rows, TILE, channels));
    const y = blank('y', groups * rows * channels4);
    const stats = blank('stats', groups * 2 * channels4);
    const list = new DispatchList();
    const tiles = Math.ceil(rows / TILE);
    list.add({
      kernel: 'normalise',
      label: 'test',
      flags: { MODE: 0, FOLLOW: 1, ACTIVATION: 2, DROPOUT: 0, THREADS },
      params: {
        channels4,
        rows,
        groups,
        tiles,
        positions: 1,
        tilesInPhase: tiles,
        rowsInPhase: rows,
        rowsInTile: TILE,
        rowsPerWorkgroup,
        gammaBase: weights.base,
        betaBase: weights.base + channels4,
        meanBase: moving.base,
        varianceBase: moving.base + channels4,
        epsilon: EPSILON,
        slope: SLOPE,
        keep: KEEP,
        take: 1 - KEEP,
        takeVariance: ((1 - KEEP) * rows) / (rows - 1),
        ...dropoutParams(null, flatView(1, channels)),
        firstRow: 0,
      },
      tensors: { raw, weights, y, moments, stats, moving },
      grid: [Math.ceil(channels4 / 4), Math.ceil(rows / rowsPerWorkgroup), groups],
    });
    const all = [raw, weights, y, moments, stats, moving];
    const [made, kept, moved] = await runList(await dawnGpu(), list, all, [y, stats, moving]);

    const expected: number[] = [];
    const statistics: number[] = [];
    let running: number[][] = [[...mean!], [...variance!]];
    for (let group = 0; group < groups; group++) {
      const size = rows * channels;
      const own = values.subarray(group * size, (group + 1) * size);
      const found = statisticsOf(own, channels);
      expected.push(...normaliseReference(own, found, gamma!, beta!, EPSILON).map(leaky));
      statistics.push(...found.mean, ...found.variance.map((v) => 1 / Math.sqrt(v + EPSILON)));
      const unbiased = found.variance.map((v) => (v * rows) / (rows - 1));
      running = [found.mean, unbiased].map((batch, i) =>
        running[i]!.map((value, c) => KEEP * value + (1 - KEEP) * batch[c]!),
      );
    }
    expect(distance(made!, expected)).toBeLessThan(1e-5);
    expect(distance(kept!, statistics)).toBeLessThan(1e-5);
    expect(distance(moved!, running.flat())).toBeLessThan(1e-5);
  },
);

test('by the running statistics', async () => {
  const [rows, channels4] = [37, 3];
  const channels = 4 * channels4;
  const values = normal(7, 86, 0, rows * channels);
  const [gamma, beta, mean] = [87, 88, 89].map((stream) => normal(7, stream, 0, channels));
  const variance = normal(7, 90, 0, channels).map((value) => 0.1 + value ** 2);
  const raw = held('raw', values);
  const weights = held('weights', [...gamma!, ...beta!]);
  const moving = held('moving', [...mean!, ...variance]);
  const y = blank('y', rows * channels4);
  const list = new DispatchList();
  list.add({
    kernel: 'normalise',
    label: 'test',
    flags: { MODE: 1, FOLLOW: 0, ACTIVATION: 0, DROPOUT: 0, THREADS: 64 },
    params: {
      ...{ channels4, rows, groups: 1, tiles: 0, positions: 1, tilesInPhase: 1 },
      ...{
        rowsInPhase: rows,
        rowsInTile: TILE,
        rowsPerWorkgroup: 48,
        momentsBase: 0,
        statsBase: 0,
      },
      gammaBase: weights.base,
      betaBase: weights.base + channels4,
      meanBase: moving.base,
      varianceBase: moving.base + channels4,
      ...{ epsilon: EPSILON, slope: 0, keep: 0, take: 0, takeVariance: 0 },
      ...dropoutParams(null, flatView(1, channels)),
      firstRow: 0,
    },
    tensors: { raw, weights, y, moving },
    grid: [1, 1, 1],
  });
  const [made] = await runList(await dawnGpu(), list, [raw, weights, y, moving], [y]);
  const statistics = { mean: Float64Array.from(mean!), variance: Float64Array.from(variance) };
  const expected = normaliseReference(values, statistics, gamma!, beta!, EPSILON);
  expect(distance(made!, expected)).toBeLessThan(1e-5);
});
