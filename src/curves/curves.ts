import type { MetricSeries } from './metric-series';

/** Points drawn at most in one line; a screen shows no more, and few keep the page smooth. */
export const MOST_POINTS = 200;

/** One place on the x axis of a plot with two lines. */
export interface CurvePoint {
  readonly step: number;
  readonly a: number;
  readonly b: number;
}

export type Curve = 'losses' | 'scores';

/** The whole run within `most` points; neighbours are averaged.
 *  Losses: a = D's, b = G's. Scores: a = on real pictures, b = on generated ones. */
export function curvePoints(
  series: Pick<MetricSeries, 'length' | 'point'>,
  curve: Curve,
  most = MOST_POINTS,
): CurvePoint[] {
  const group = Math.max(1, Math.ceil(series.length / most));
  const points: CurvePoint[] = [];
  for (let from = 0; from < series.length; from += group) {
    const to = Math.min(series.length, from + group);
    let step = 0;
    let a = 0;
    let b = 0;
    for (let i = from; i < to; i++) {
      const point = series.point(i);
      step += point.step;
      a += curve === 'losses' ? point.discriminatorLoss : point.realScore;
      b += curve === 'losses' ? point.generatorLoss : point.fakeScore;
    }
    const size = to - from;
    points.push({ step: step / size, a: a / size, b: b / size });
  }
  return points;
}

/**
 * Exponential moving average with the start-up bias taken out, as in Adam's moments (Kingma and Ba
 * 2015, section 3).
 * @param strength 0 (as measured) to below 1 (one flat line)
 */
export function smooth(points: readonly CurvePoint[], strength: number): readonly CurvePoint[] {
  if (strength <= 0) return points;
  let a = 0;
  let b = 0;
  let weight = 0;
  return points.map((point) => {
    if (!Number.isFinite(point.a) || !Number.isFinite(point.b)) return point;
    a = strength * a + (1 - strength) * point.a;
    b = strength * b + (1 - strength) * point.b;
    weight = strength * weight + (1 - strength);
    return { step: point.step, a: a / weight, b: b / weight };
  });
}

/** log10, with what has no logarithm left out of the line. */
export const logarithmic = (points: readonly CurvePoint[]): CurvePoint[] =>
  points.map(({ step, a, b }) => ({ step, a: log10(a), b: log10(b) }));

const log10 = (value: number): number => (value > 0 ? Math.log10(value) : Number.NaN);

/** Round numbers from `min` to `max`, about `count` of them, the ends included or passed. */
export function ticks(min: number, max: number, count: number): number[] {
  if (!(max > min)) return [min];
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.ceil(max / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
}

/** Rids a tick of binary dust: 0.30000000000000004 -> 0.3. */
const clean = (value: number): number => Number(value.toPrecision(12));

/** Smallest and largest finite value of both lines, or null where there is none. */
export function range(points: readonly CurvePoint[]): { min: number; max: number } | null {
  let min = Infinity;
  let max = -Infinity;
  for (const { a, b } of points) {
    for (const value of [a, b]) {
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return max >= min ? { min, max } : null;
}

/** The point nearest to a step; points ascend by step. */
export function nearest(points: readonly CurvePoint[], step: number): CurvePoint | null {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const here = points[middle]!.step;
    const next = points[middle + 1]!.step;
    if (Math.abs(next - step) < Math.abs(here - step)) low = middle + 1;
    else high = middle;
  }
  return points[low] ?? null;
}
