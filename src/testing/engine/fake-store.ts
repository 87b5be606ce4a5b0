import { bestMeasure } from '../../contract/best-measure';
import type { MeasureRecord } from '../../contract/measures';
import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type ChunkRecord,
  type DatasetRecord,
  type GeneratorRecord,
  type MetricBlockRecord,
  type RunRecord,
  type SampleRecord,
} from '../../contract/records';
import type { FoundCheckpoint, StudioStorage } from '../../storage/studio-storage';
import { failingError } from '../failing';

type Kept = Pick<
  StudioStorage,
  | 'dataset'
  | 'chunk'
  | 'createRun'
  | 'updateRun'
  | 'run'
  | 'putMetrics'
  | 'putSample'
  | 'putMeasures'
  | 'measures'
  | 'putGenerator'
  | 'generator'
  | 'putCheckpoint'
  | 'keepBestCheckpoint'
  | 'newestCheckpoint'
  | 'checkpoint'
  | 'rewindRun'
  | 'thinRun'
>;

/** What a training worker needs of the storage, in memory. All that is put is cloned, as IndexedDB
 *  does; runs' metrics lie in one map, so keep to one run a store. */
export class FakeStore implements Kept {
  readonly sets = new Map<string, DatasetRecord>();
  readonly chunks: ChunkRecord[] = [];
  readonly runs = new Map<string, RunRecord>();
  readonly blocks = new Map<number, MetricBlockRecord>();
  samples: SampleRecord[] = [];
  measured: MeasureRecord[] = [];
  generators: GeneratorRecord[] = [];
  /** Oldest first; the two newest stay, the best, and one that is not judged yet. */
  checkpoints: CheckpointRecord[] = [];
  /** Every checkpoint step ever put, in order. */
  readonly checkpointSteps: number[] = [];
  /** Set to let every write fail as on a full disk, until thinning freed something. */
  full = false;
  /** Awaited before a checkpoint is put; tests hold it up. */
  checkpointGate: Promise<void> = Promise.resolve();

  dataset(id: string): Promise<DatasetRecord | undefined> {
    return Promise.resolve(this.sets.get(id));
  }
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined> {
    return Promise.resolve(
      this.chunks.find((chunk) => chunk.datasetId === datasetId && chunk.index === index),
    );
  }
  createRun(run: RunRecord): Promise<void> {
    return this.write(() => void this.runs.set(run.id, structuredClone(run)));
  }
  run(id: string): Promise<RunRecord | undefined> {
    return Promise.resolve(structuredClone(this.runs.get(id)));
  }
  updateRun(id: string, change: Partial<RunRecord>): Promise<RunRecord | undefined> {
    return this.write(() => this.change(id, change));
  }
  putMetrics(block: MetricBlockRecord): Promise<void> {
    return this.write(() => {
      if (this.runs.has(block.runId)) this.blocks.set(block.block, structuredClone(block));
    });
  }
  putSample(sample: SampleRecord): Promise<void> {
    return this.write(() => {
      if (!this.runs.has(sample.runId)) return;
      const same = (other: SampleRecord): boolean =>
        other.epoch === sample.epoch && other.step === sample.step;
      this.samples = [...this.samples.filter((other) => !same(other)), structuredClone(sample)];
    });
  }
  putMeasures(record: MeasureRecord): Promise<void> {
    return this.write(() => {
      if (!this.runs.has(record.runId)) return;
      const others = this.measured.filter(({ step }) => step !== record.step);
      for (const other of this.measured) delete (other as { closest?: unknown }).closest;
      this.measured = [...others, structuredClone(record)].sort((a, b) => a.step - b.step);
    });
  }
  measures(runId: string): Promise<MeasureRecord[]> {
    return Promise.resolve(this.measured.filter((record) => record.runId === runId));
  }
  putGenerator(generator: GeneratorRecord): Promise<void> {
    return this.write(() => {
      if (!this.runs.has(generator.runId)) return;
      const others = this.generators.filter(({ epoch }) => epoch !== generator.epoch);
      this.generators = [...others, structuredClone(generator)];
    });
  }
  generator(runId: string, epoch: number): Promise<GeneratorRecord | undefined> {
    const found = this.generators.find((kept) => kept.runId === runId && kept.epoch === epoch);
    return Promise.resolve(structuredClone(found));
  }

  async putCheckpoint(
    checkpoint: CheckpointRecord,
    unjudged: number | null = null,
  ): Promise<number> {
    const whole = structuredClone(checkpoint);
    await this.checkpointGate;
    return this.write(() => {
      const { step, epoch, savedAt } = whole;
      const run = this.change(whole.runId, { checkpoint: { step, epoch, savedAt } });
      if (!run) return 0;
      const others = this.checkpoints.filter((kept) => kept.step !== step);
      this.checkpoints = [...others, whole].filter(
        (kept, at, { length }) =>
          at >= length - 2 || [run.bestCheckpoint?.step, unjudged].includes(kept.step),
      );
      this.checkpointSteps.push(step);
      return 1 + step;
    });
  }
  keepBestCheckpoint(runId: string): Promise<RunRecord | undefined> {
    return this.write(() => {
      const saved = (step: number): boolean => this.checkpoints.some((kept) => kept.step === step);
      const best = bestMeasure(this.measured.filter(({ step }) => saved(step)));
      if (!best) return structuredClone(this.runs.get(runId));
      const { step, epoch } = best;
      return this.change(runId, { bestCheckpoint: { step, epoch } });
    });
  }
  checkpoint(runId: string, step: number): Promise<CheckpointRecord | undefined> {
    const found = this.checkpoints.find((kept) => kept.runId === runId && kept.step === step);
    return Promise.resolve(structuredClone(found));
  }
  newestCheckpoint(runId: string): Promise<FoundCheckpoint | undefined> {
    const checkpoint = this.checkpoints.findLast((kept) => kept.runId === runId);
    return Promise.resolve(checkpoint && { checkpoint: structuredClone(checkpoint), damaged: 0 });
  }

  rewindRun(
    runId: string,
    to: Pick<CheckpointRecord, 'step' | 'epoch' | 'savedAt' | 'metricTail'> | null,
    change: Partial<RunRecord>,
  ): Promise<RunRecord | undefined> {
    const { step, epoch } = to ?? { step: 0, epoch: 0 };
    const earlier = (kept: { readonly step: number }): boolean => kept.step <= step;
    return this.write(() => {
      if (!this.runs.has(runId)) return undefined;
      this.samples = this.samples.filter(earlier);
      this.measured = this.measured.filter(earlier);
      this.generators = this.generators.filter((kept) => earlier(kept) && kept.epoch <= epoch);
      this.checkpoints = this.checkpoints.filter(earlier);
      const full = Math.floor(step / METRIC_BLOCK_ROWS);
      for (const block of this.blocks.keys()) if (block >= full) this.blocks.delete(block);
      const rows = to?.metricTail;
      if (rows && rows.length > 0)
        this.blocks.set(full, { runId, block: full, rows: rows.slice() });
      const checkpoint = to && { step, epoch, savedAt: to.savedAt };
      const best = this.runs.get(runId)?.bestCheckpoint;
      const bestCheckpoint = best && best.step <= step ? best : null;
      return this.change(runId, { ...change, step, epoch, checkpoint, bestCheckpoint });
    });
  }

  /** Every other generator but the first and the last goes, then grids likewise. */
  thinRun(): Promise<number> {
    const thin = <T>(kept: T[]): T[] =>
      kept.filter((_, index) => index % 2 === 0 || index === kept.length - 1);
    const before = this.generators.length + this.samples.length;
    if (this.generators.length > 2) this.generators = thin(this.generators);
    else if (this.samples.length > 2) this.samples = thin(this.samples);
    const freed = before - this.generators.length - this.samples.length;
    if (freed > 0) this.full = false;
    return Promise.resolve(freed);
  }

  /** Steps of all metric rows, in order. */
  get metricSteps(): number[] {
    const blocks = [...this.blocks.values()].sort((a, b) => a.block - b.block);
    return blocks
      .flatMap(({ rows }) => [...rows])
      .filter((_, i) => i % METRIC_COLUMNS.length === 0);
  }

  private change(id: string, change: Partial<RunRecord>): RunRecord | undefined {
    const run = this.runs.get(id);
    if (!run) return undefined;
    const next = { ...run, ...structuredClone(change), id };
    this.runs.set(id, next);
    return next;
  }

  private write<T>(change: () => T): Promise<T> {
    if (!this.full) return Promise.resolve(change());
    return Promise.reject(
      failingError('storage-full', 'The disk is full.', 'Delete runs you do not need.'),
    );
  }
}
