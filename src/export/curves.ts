import { METRIC_COLUMNS, type MetricBlockRecord } from '../contract/records';

const WIDTH = METRIC_COLUMNS.length;

/**
 * All rows of a run as CSV (RFC 4180 without quotes): a header, then a line for each step.
 * @param progress told blocks done, and in all.
 */
export function curvesCsv(
  blocks: readonly MetricBlockRecord[],
  progress: (done: number, total: number) => void = () => undefined,
): Blob {
  const parts = blocks.map(({ rows }, i) => {
    progress(i, blocks.length);
    const lines: string[] = [];
    for (let at = 0; at + WIDTH <= rows.length; at += WIDTH) {
      lines.push(`${rows.subarray(at, at + WIDTH).join(',')}\n`);
    }
    return lines.join('');
  });
  return new Blob([`${METRIC_COLUMNS.join(',')}\n`, ...parts], { type: 'text/csv' });
}
