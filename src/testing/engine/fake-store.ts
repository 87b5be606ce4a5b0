import { StudioError } from '../../contract/errors';
import type {
  ChunkRecord,
  DatasetRecord,
  GeneratorRecord,
  MetricBlockRecord,
  RunRecord,
  SampleRecord,
} from '../../contract/records';
import type { StudioStorage } from '../../storage/studio-storage';

type Kept = Pick<
  StudioStorage,
  | 'dataset'
  | 'chunk'
  | 'createRun'
  | 'updateRun'
  | 'putMetrics'
  | 'putSample'
  | 'putGenerator'
  | 'generator'
>;

/** What a training worker needs of the storage, in memory. */
export class FakeStore implements Kept {
  readonly sets = new Map<string, DatasetRecord>();
  readonly chunks: ChunkRecord[] = [];
  readonly runs = new Map<string, RunRecord>();
  readonly blocks = new Map<number, MetricBlockRecord>();
  readonly samples: SampleRecord[] = [];
  readonly generators: GeneratorRecord[] = [];
  /** Set to let every write fail as on a full disk. */
  full = false;

  dataset(id: string): Promise<DatasetRecord | undefined> {
    return Promise.resolve(this.sets.get(id));
  }
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined> {
    return Promise.resolve(
      this.chunks.find((chunk) => chunk.datasetId === datasetId && chunk.index === index),
    );
  }
  createRun(run: RunRecord): Promise<void> {
    return this.write(() => void this.runs.set(run.id, run));
  }
  updateRun(id: string, change: Partial<RunRecord>): Promise<RunRecord | undefined> {
    return this.write(() => {
      const run = this.runs.get(id);
      if (!run) return undefined;
      const next = { ...run, ...change };
      this.runs.set(id, next);
      return next;
    });
  }
  putMetrics(block: MetricBlockRecord): Promise<void> {
    return this.write(() => void this.blocks.set(block.block, block));
  }
  putSample(sample: SampleRecord): Promise<void> {
    return this.write(() => void this.samples.push(sample));
  }
  putGenerator(generator: GeneratorRecord): Promise<void> {
    return this.write(() => void this.generators.push(generator));
  }
  generator(runId: string, epoch: number): Promise<GeneratorRecord | undefined> {
    return Promise.resolve(
      this.generators.findLast((kept) => kept.runId === runId && kept.epoch === epoch),
    );
  }

  private write<T>(change: () => T): Promise<T> {
    if (!this.full) return Promise.resolve(change());
    return Promise.reject(
      new StudioError('storage-full', 'The disk is full.', 'Delete runs you do not need.'),
    );
  }
}
