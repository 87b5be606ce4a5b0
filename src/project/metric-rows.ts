import { StudioError } from '../contract/errors';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS, type MetricBlockRecord } from '../contract/records';
import { allFinite } from '../records/numbers';

const WIDTH = METRIC_COLUMNS.length;

/**
 * The rows of each block that can be read again: finite numbers, and steps that go up.
 * @param until whether those of a step are wanted.
 */
export function healthyRows(
  blocks: readonly MetricBlockRecord[],
  until: (step: number) => boolean = () => true,
): Float64Array<ArrayBuffer>[] {
  let last = 0;
  return blocks.map(({ rows }) => {
    const kept = new Float64Array(rows.length);
    let filled = 0;
    for (let at = 0; at + WIDTH <= rows.length; at += WIDTH) {
      const row = rows.subarray(at, at + WIDTH);
      if (!isRow(row, last) || !until(row[0]!)) continue;
      last = row[0]!;
      kept.set(row, filled);
      filled += WIDTH;
    }
    return kept.subarray(0, filled);
  });
}

/** A row of finite numbers whose step is a whole number above the one before. */
const isRow = (row: Float64Array, last: number): boolean =>
  allFinite(row) && Number.isSafeInteger(row[0]) && row[0]! > last;

/**
 * Rows out of a file as the blocks of a run: the row of step s lies in block
 * floor((s - 1) / METRIC_BLOCK_ROWS).
 * @param rows float64 [n, METRIC_COLUMNS.length].
 * @throws StudioError `file-unreadable`.
 */
export function* blocksOf(
  runId: string,
  rows: Float64Array<ArrayBuffer>,
): Generator<MetricBlockRecord> {
  let start = 0;
  let last = 0;
  const blockOf = (at: number): number => Math.floor((rows[at]! - 1) / METRIC_BLOCK_ROWS);
  for (let at = 0; at < rows.length; at += WIDTH) {
    if (!isRow(rows.subarray(at, at + WIDTH), last)) {
      throw new StudioError('file-curves-wrong');
    }
    last = rows[at]!;
    if (blockOf(at) !== blockOf(start)) {
      yield { runId, block: blockOf(start), rows: rows.slice(start, at) };
      start = at;
    }
  }
  if (start < rows.length) yield { runId, block: blockOf(start), rows: rows.slice(start) };
}
