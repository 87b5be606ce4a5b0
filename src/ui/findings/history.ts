import { METRIC_COLUMNS } from '../../contract/records';
import type { Point } from '../../findings/history';
import type { MetricSeries } from '../../curves/metric-series';

/** Points that findings go by at most: enough to see losses swing. */
const MOST = 1024;

/** The whole run within MOST points; neighbours are averaged. */
export function pointsOf(series: Pick<MetricSeries, 'length' | 'point'>): Point[] {
  const group = Math.max(1, Math.ceil(series.length / MOST));
  return Array.from({ length: Math.ceil(series.length / group) }, (_, n) => {
    const from = n * group;
    const to = Math.min(series.length, from + group);
    const sum = { ...series.point(from) };
    for (let i = from + 1; i < to; i++) {
      const point = series.point(i);
      for (const column of COLUMNS) sum[column] += point[column];
    }
    for (const column of COLUMNS) sum[column] /= to - from;
    return sum;
  });
}

const COLUMNS = METRIC_COLUMNS;
