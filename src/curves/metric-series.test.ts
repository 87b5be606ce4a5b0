import { describe, expect, it } from 'vitest';
import { METRIC_COLUMNS } from '../contract/records';
import { MetricSeries, SERIES_CAPACITY } from './metric-series';

const WIDTH = METRIC_COLUMNS.length;

/** Rows of steps `from` .. `from + count - 1`; each column a line of its own slope. */
const rows = (from: number, count: number): Float64Array =>
  Float64Array.from({ length: count * WIDTH }, (_, i) => {
    const step = from + Math.floor(i / WIDTH);
    return step * ((i % WIDTH) + 1);
  });

describe('MetricSeries', () => {
  it('keeps every row while there is room', () => {
    const series = new MetricSeries();
    series.append(rows(0, 3));
    series.append(rows(3, 1));
    expect(series.length).toBe(4);
    expect(series.point(3)).toEqual({
      step: 3,
      epoch: 6,
      discriminatorLoss: 9,
      generatorLoss: 12,
      realScore: 15,
      fakeScore: 18,
    });
  });

  it('passes over a row that is not whole', () => {
    const series = new MetricSeries();
    series.append(new Float64Array(WIDTH + 2));
    expect([series.rows, series.length]).toEqual([1, 1]);
  });

  it('holds a million rows in bounded memory, with right means from end to end', () => {
    const series = new MetricSeries();
    const total = 1_000_000;
    for (let at = 0; at < total; at += 1000) series.append(rows(at, 1000));
    expect(series.rows).toBe(total);
    expect(series.length).toBeLessThanOrEqual(SERIES_CAPACITY);
    expect(series.length).toBeGreaterThan(SERIES_CAPACITY / 2);
    const { stride } = series;
    expect(stride).toBe(256);
    for (let i = 0; i < series.length; i++) {
      const first = i * stride;
      const last = Math.min(total, first + stride) - 1;
      const mean = (first + last) / 2;
      const point = series.point(i);
      expect(point.step).toBeCloseTo(mean, 6);
      expect(point.fakeScore).toBeCloseTo(6 * mean, 6);
    }
  });

  it('takes only new rows of what overlaps with its end', () => {
    const series = new MetricSeries();
    series.append(rows(1, 5));
    series.appendNew(rows(3, 4));
    series.appendNew(rows(2, 2));
    expect([series.rows, series.lastStep]).toEqual([6, 6]);
    expect(series.point(5).step).toBe(6);
  });

  it('loses no row when neighbours are merged', () => {
    const series = new MetricSeries();
    const total = SERIES_CAPACITY + 1;
    for (let at = 0; at < total; at++) series.append(rows(at, 1));
    expect([series.length, series.stride]).toEqual([SERIES_CAPACITY / 2 + 1, 2]);
    expect(series.point(0).step).toBe(0.5);
    expect(series.point(series.length - 1).step).toBe(SERIES_CAPACITY);
  });

  it('[PAGE3] appends at a cost that does not grow with the run', () => {
    // Counted, not timed: array elements touched by merges, spread over the rows that caused them.
    const series = new MetricSeries();
    let merged = 0;
    let stride = series.stride;
    for (let at = 0; at < 200_000; at++) {
      series.append(rows(at, 1));
      if (series.stride === stride) continue;
      stride = series.stride;
      merged += SERIES_CAPACITY;
    }
    expect(merged / series.rows).toBeLessThan(0.2);
  });
});
