import type {
  GeneratorRecord,
  MetricBlockRecord,
  RunRecord,
  SampleRecord,
} from '../contract/records';

/** Where a session keeps what it makes; methods of the studio's storage, which fits as it is. */
export interface RunStore {
  /** Resolves with undefined where the run was deleted meanwhile. */
  updateRun(id: string, change: Partial<RunRecord>): Promise<RunRecord | undefined>;
  putMetrics(block: MetricBlockRecord): Promise<void>;
  putSample(sample: SampleRecord): Promise<void>;
  putGenerator(generator: GeneratorRecord): Promise<void>;
}

/**
 * Paints a grid of pictures as one compressed image.
 * @param pixels uint8 [count, size, size, channels]; the last row of the grid may be part empty.
 */
export type EncodeGrid = (
  pixels: Uint8Array,
  columns: number,
  rows: number,
  size: number,
  channels: number,
) => Promise<Blob>;
