import type {
  ChunkRecord,
  DatasetRecord,
  GeneratorRecord,
  MetricBlockRecord,
  RunRecord,
  SampleRecord,
} from '../contract/records';

/** Everything the studio keeps, over IndexedDB. Every method may reject with `storage-full` or
 *  `storage-unavailable`. Used by the page and, with a connection of its own, by the workers. */
export interface StudioStorage {
  /** Stores chunk by chunk; the set is listed only once `finishDataset` wrote its record. */
  putChunk(chunk: ChunkRecord): Promise<void>;
  finishDataset(record: DatasetRecord): Promise<void>;
  /** Deletes chunks of sets that were never finished, except those named. */
  sweepUnfinished(keep: readonly string[]): Promise<void>;
  /** Newest first, like `runs`. A damaged record is passed over in lists and refused alone. */
  datasets(): Promise<DatasetRecord[]>;
  dataset(id: string): Promise<DatasetRecord | undefined>;
  updateDataset(
    id: string,
    change: Partial<Pick<DatasetRecord, 'name' | 'excluded' | 'untickedFolders'>>,
  ): Promise<DatasetRecord>;
  deleteDataset(id: string): Promise<void>;
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined>;

  createRun(run: RunRecord): Promise<void>;
  /** Changes only what is named, so that a rename and a training worker never undo each other.
   *  Resolves with undefined where the run was deleted meanwhile. */
  updateRun(id: string, change: Partial<RunRecord>): Promise<RunRecord | undefined>;
  runs(): Promise<RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** The run with its metrics, samples and generators, in one transaction. */
  deleteRun(id: string): Promise<void>;
  runBytes(id: string): Promise<number>;

  /** What is written for a run that was deleted meanwhile is dropped. */
  putMetrics(block: MetricBlockRecord): Promise<void>;
  metrics(runId: string): Promise<MetricBlockRecord[]>;
  putSample(sample: SampleRecord): Promise<void>;
  samples(runId: string): Promise<SampleRecord[]>;
  newestSample(runId: string): Promise<SampleRecord | undefined>;
  putGenerator(generator: GeneratorRecord): Promise<void>;
  generatorEpochs(runId: string): Promise<number[]>;
  generator(runId: string, epoch: number): Promise<GeneratorRecord | undefined>;

  close(): void;
}
