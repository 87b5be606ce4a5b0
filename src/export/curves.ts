import { measureColumns } from '../contract/measure-columns';
import type { MeasureRecord } from '../contract/measures';
import { METRIC_COLUMNS, type MetricBlockRecord } from '../contract/records';

const WIDTH = METRIC_COLUMNS.length;

/**
 * All rows of a run as CSV (RFC 4180 without quotes): a header, then a line for each step. Where the run
 * was measured, each line has the columns of that as well, empty but for the steps that were.
 * @param progress told blocks done, and in all.
 */
export function curvesCsv(
  blocks: readonly MetricBlockRecord[],
  measures: readonly MeasureRecord[] = [],
  progress: (done: number, total: number) => void = () => undefined,
): Blob {
  const measured = new Map(measures.map((record) => [record.step, columnsOf(record)]));
  const names = Object.keys(measured.values().next().value ?? {});
  const empty = ','.repeat(names.length);
  const beside = (step: number): string => {
    const columns = measured.get(step);
    return columns ? names.map((name) => `,${columns[name] ?? ''}`).join('') : empty;
  };
  const parts = blocks.map(({ rows }, i) => {
    progress(i, blocks.length);
    const lines: string[] = [];
    for (let at = 0; at + WIDTH <= rows.length; at += WIDTH) {
      lines.push(`${rows.subarray(at, at + WIDTH).join(',')}${beside(rows[at]!)}\n`);
    }
    return lines.join('');
  });
  const header = [...METRIC_COLUMNS, ...names].join(',');
  return new Blob([`${header}\n`, ...parts], { type: 'text/csv' });
}

/** With the two floors that the curves are read beside. */
const columnsOf = ({
  measures,
  floor,
}: MeasureRecord): Readonly<Record<string, number | null>> => ({
  ...measureColumns(measures),
  floorSlicedMean: floor.slicedMean,
  floorColour: floor.colour,
});
