import { expect, it } from 'vitest';
import { MetricSeries } from './metric-series';
import { curvePoints, logarithmic, nearest, range, smooth, ticks } from './curves';

function series(rows: number): MetricSeries {
  const all = new MetricSeries();
  for (let i = 0; i < rows; i++) all.append(Float64Array.of(i, 0, i, 2 * i, 0.75, 0.25));
  return all;
}

it('shows the whole run within the points asked for', () => {
  for (const rows of [0, 1, 200, 201, 100_000]) {
    expect(curvePoints(series(rows), 'losses').length).toBeLessThanOrEqual(200);
  }
  const points = curvePoints(series(100_000), 'losses');
  expect(points[0]!.step).toBeLessThan(500);
  expect(points.at(-1)!.step).toBeGreaterThan(99_500);
  for (const { step, a, b } of points) {
    expect(a).toBeCloseTo(step, 6);
    expect(b).toBeCloseTo(2 * step, 6);
  }
});

it('takes scores from their own columns', () => {
  expect(curvePoints(series(3), 'scores')[1]).toEqual({ step: 1, a: 0.75, b: 0.25 });
});

it('smooths without lagging at the start', () => {
  const level = [0, 1, 2].map((step) => ({ step, a: 5, b: 1 }));
  for (const { a } of smooth(level, 0.9)) expect(a).toBeCloseTo(5, 9);
  const jump = [0, 1].map((step) => ({ step, a: step, b: 0 }));
  // Weights 0.09 and 0.1 of 0.19.
  expect(smooth(jump, 0.9)[1]!.a).toBeCloseTo(0.1 / 0.19, 9);
  expect(smooth(jump, 0)).toBe(jump);
});

it('passes over numbers that are not finite', () => {
  const broken = [1, Number.NaN, 1].map((a, step) => ({ step, a, b: 1 }));
  expect(smooth(broken, 0.5)[2]!.a).toBeCloseTo(1, 9);
  expect(range(broken)).toEqual({ min: 1, max: 1 });
  expect(range([])).toBeNull();
});

it('has no logarithm of nothing', () => {
  const [point] = logarithmic([{ step: 0, a: 100, b: 0 }]);
  expect(point!.a).toBe(2);
  expect(point!.b).toBeNaN();
});

it('divides axes at round numbers', () => {
  expect(ticks(0, 1, 2)).toEqual([0, 0.5, 1]);
  expect(ticks(0, 0.7, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(ticks(0, 4200, 4)).toEqual([0, 2000, 4000, 6000]);
  expect(ticks(3, 3, 4)).toEqual([3]);
});

it('finds the nearest point', () => {
  const points = [0, 10, 20].map((step) => ({ step, a: step, b: 0 }));
  expect(nearest(points, 14)?.step).toBe(10);
  expect(nearest(points, 16)?.step).toBe(20);
  expect(nearest(points, -5)?.step).toBe(0);
  expect(nearest([], 1)).toBeNull();
});
