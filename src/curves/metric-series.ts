import { METRIC_COLUMNS, type MetricColumn } from '../contract/records';

/** Points kept at most; a run of any length is shown whole within them. */
export const SERIES_CAPACITY = 4096;

const WIDTH = METRIC_COLUMNS.length;

/** One point of the curves: the mean of `weight` consecutive steps. */
export type MetricPoint = Readonly<Record<MetricColumn, number>>;

/**
 * The whole run in bounded memory. Appending is O(1) amortised: rows are averaged into buckets of
 * `stride` steps, and when all buckets are full, neighbours are merged and the stride doubles.
 */
export class MetricSeries {
  private readonly sums = new Float64Array(SERIES_CAPACITY * WIDTH);
  private buckets = 0;
  private inLast = 0;
  /** Steps per bucket. */
  stride = 1;
  /** Rows ever appended. */
  rows = 0;
  /** Step of the last row; -Infinity before the first. */
  lastStep = -Infinity;

  /** Row-major METRIC_COLUMNS rows. */
  append(rows: Float64Array): void {
    for (let at = 0; at + WIDTH <= rows.length; at += WIDTH) this.appendRow(rows, at);
  }

  /** Those of the rows whose steps are not in the series yet; they may overlap with its end. */
  appendNew(rows: Float64Array): void {
    for (let at = 0; at + WIDTH <= rows.length; at += WIDTH) {
      if (rows[at]! > this.lastStep) this.appendRow(rows, at);
    }
  }

  get length(): number {
    return this.buckets;
  }

  /** Point `i` of `length`: means of its bucket; `step` and `epoch` are means too. */
  point(i: number): MetricPoint {
    const weight = i === this.buckets - 1 ? this.inLast : this.stride;
    const at = i * WIDTH;
    const value = (column: number): number => this.sums[at + column]! / weight;
    return {
      step: value(0),
      epoch: value(1),
      discriminatorLoss: value(2),
      generatorLoss: value(3),
      realScore: value(4),
      fakeScore: value(5),
    };
  }

  private appendRow(rows: Float64Array, at: number): void {
    if (this.buckets === 0 || this.inLast === this.stride) {
      if (this.buckets === SERIES_CAPACITY) this.merge();
      // After a merge the last bucket is full again only if the capacity is even, which it is.
      this.buckets += 1;
      this.inLast = 0;
      this.sums.fill(0, (this.buckets - 1) * WIDTH, this.buckets * WIDTH);
    }
    const base = (this.buckets - 1) * WIDTH;
    for (let c = 0; c < WIDTH; c++) this.sums[base + c]! += rows[at + c]!;
    this.inLast += 1;
    this.rows += 1;
    this.lastStep = rows[at]!;
  }

  private merge(): void {
    const half = SERIES_CAPACITY / 2;
    for (let i = 0; i < half; i++) {
      for (let c = 0; c < WIDTH; c++) {
        this.sums[i * WIDTH + c] =
          this.sums[2 * i * WIDTH + c]! + this.sums[(2 * i + 1) * WIDTH + c]!;
      }
    }
    this.buckets = half;
    this.stride *= 2;
    this.inLast = this.stride;
  }
}
