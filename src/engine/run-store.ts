import type { MeasureRecord } from '../contract/measures';
import type { PictureShape } from '../contract/picture-shape';
import type {
  CheckpointRecord,
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
  putMeasures(record: MeasureRecord): Promise<void>;
  putGenerator(generator: GeneratorRecord): Promise<void>;
  /** Whole or not at all; resolves with its bytes, 0 where the run was deleted. The two newest stay,
   *  the best, and the one of step `unjudged`, whose measure is not known yet. */
  putCheckpoint(checkpoint: CheckpointRecord, unjudged?: number | null): Promise<number>;
  /** Of the checkpoints that are stored, the one with the best measure stays from now on, and the run
   *  says so. Resolves with the run, undefined where it was deleted. */
  keepBestCheckpoint(runId: string): Promise<RunRecord | undefined>;
  /** Takes the run back to a checkpoint, or to its beginning: what came later goes. */
  rewindRun(
    runId: string,
    to: Pick<CheckpointRecord, 'step' | 'epoch' | 'savedAt' | 'metricTail'> | null,
    change: Partial<RunRecord>,
  ): Promise<RunRecord | undefined>;
  /** Makes room by letting old snapshots of the run go; resolves with the bytes freed. */
  thinRun(runId: string): Promise<number>;
}

/**
 * Paints a grid of pictures as one compressed image.
 * @param pixels uint8 [count, height, width, channels]; the last row of the grid may be part empty.
 */
export type EncodeGrid = (
  pixels: Uint8Array,
  columns: number,
  rows: number,
  shape: PictureShape,
) => Promise<Blob>;
