import type { MeasureRecord } from '../contract/measures';
import type { MetricBlockRecord, SampleRecord } from '../contract/records';

/** Structured clone keeps the whole buffer under a view: a view of a part is copied out first. */
export function compact<T extends Uint8Array | Float32Array | Float64Array>(view: T): T {
  return view.byteLength === view.buffer.byteLength ? view : (view.slice() as T);
}

export const metricBytes = (block: MetricBlockRecord): number => block.rows.byteLength;

/** About what its numbers take as text. */
export const measureBytes = ({ closest, ...rest }: MeasureRecord): number =>
  JSON.stringify(rest).length + (closest?.pixels.byteLength ?? 0);

export const sampleBytes = (sample: SampleRecord): number =>
  sample.image.size + sample.scores.byteLength;
