import type { PictureChange } from '../contract/intake';
import type { MeasureRecord } from '../contract/measures';
import type {
  CheckpointRecord,
  ChunkRecord,
  DatasetRecord,
  DirectionRecord,
  FavouriteRecord,
  GeneratorRecord,
  GoneSet,
  MetricBlockRecord,
  PictureBlockRecord,
  RunRecord,
  SampleRecord,
} from '../contract/records';
import type { Signature } from '../contract/signature';

/** Everything the studio keeps, over IndexedDB. Every method may reject with `storage-full` or
 *  `storage-unavailable`. Used by the page and, with a connection of its own, by the workers. */
export interface StudioStorage {
  /** Stores chunk by chunk; the set is listed only once `finishDataset` wrote its record. */
  putChunk(chunk: ChunkRecord): Promise<void>;
  putPictureBlock(block: PictureBlockRecord): Promise<void>;
  finishDataset(record: DatasetRecord): Promise<void>;
  /** Deletes what belongs to sets that were never finished and to runs that have no record,
   *  except those named. */
  sweepUnfinished(keep: readonly string[]): Promise<void>;
  /** Brings what older studios stored to today's form, in the background; all of it is read as it
   *  is until then. It may be cut off anywhere: the next visit goes on. */
  finishUpgrade(): Promise<void>;
  /** Newest first, like `runs`. A damaged record is passed over in lists and refused alone. */
  datasets(): Promise<DatasetRecord[]>;
  dataset(id: string): Promise<DatasetRecord | undefined>;
  updateDataset(
    id: string,
    change: Partial<Pick<DatasetRecord, 'name' | 'excluded' | 'untickedFolders'>>,
  ): Promise<DatasetRecord>;
  /** A set with one picture of it changed, in one transaction. Rejects with `set-to-change-gone`,
   *  `picture-not-stored`. */
  replacePicture(change: Omit<PictureChange, 'copy'>): Promise<DatasetRecord>;
  /** Its pictures go; what runs need to know them again stays until no run learns from it. */
  deleteDataset(id: string): Promise<void>;
  /** Sets that were deleted, or that were never here, from which runs learnt. */
  goneSets(): Promise<GoneSet[]>;
  /** Keeps what is known of a set that did not come with its run; its blocks come before it. */
  putGoneSet(set: GoneSet): Promise<void>;
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined>;
  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined>;

  createRun(run: RunRecord): Promise<void>;
  /** Changes only what is named, so that a rename and a training worker never undo each other.
   *  Resolves with undefined where the run was deleted meanwhile. */
  updateRun(id: string, change: Partial<RunRecord>): Promise<RunRecord | undefined>;
  /** Lets a run learn from another set, where the same pictures are; what was known of the one
   *  before goes where no other run needs it. */
  reconnectRun(
    id: string,
    change: Pick<RunRecord, 'datasetId' | 'datasetName' | 'choice'>,
  ): Promise<RunRecord | undefined>;
  runs(): Promise<RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** The run with all that it keeps, in one transaction. */
  deleteRun(id: string): Promise<void>;
  runBytes(id: string): Promise<number>;

  /** What is written for a run that was deleted meanwhile is dropped. */
  putMetrics(block: MetricBlockRecord): Promise<void>;
  metrics(runId: string): Promise<MetricBlockRecord[]>;
  putSample(sample: SampleRecord): Promise<void>;
  samples(runId: string): Promise<SampleRecord[]>;
  newestSample(runId: string): Promise<SampleRecord | undefined>;
  /** Pictures of the closest pairs stay with the run's newest record alone. */
  putMeasures(record: MeasureRecord): Promise<void>;
  /** In the order of their steps. */
  measures(runId: string): Promise<MeasureRecord[]>;
  putGenerator(generator: GeneratorRecord): Promise<void>;
  generatorEpochs(runId: string): Promise<number[]>;
  generator(runId: string, epoch: number): Promise<GeneratorRecord | undefined>;

  /** Favourites and named directions of a run, in the order of their keeping; one that is put in the
   *  place of another renames it. */
  putFavourite(favourite: FavouriteRecord): Promise<void>;
  favourites(runId: string): Promise<FavouriteRecord[]>;
  deleteFavourite(runId: string, keptAt: number): Promise<void>;
  putDirection(direction: DirectionRecord): Promise<void>;
  directions(runId: string): Promise<DirectionRecord[]>;
  deleteDirection(runId: string, keptAt: number): Promise<void>;

  /** How the artist signs; undefined before anything of it was chosen. */
  signature(): Promise<Signature | undefined>;
  putSignature(signature: Signature): Promise<void>;

  /**
   * Stores a checkpoint whole or not at all: in one transaction its parts, its header with their
   * checksums, and the run's `checkpoint`. The two newest stay, and so do the run's best and the
   * one of step `unjudged`, whose measure is not known yet; others go in the same transaction.
   * @returns its bytes; 0 where the run was deleted meanwhile.
   */
  putCheckpoint(checkpoint: CheckpointRecord, unjudged?: number | null): Promise<number>;
  /** Of the checkpoints that are stored, the one with the best measure becomes the run's
   *  `bestCheckpoint`. @returns the run, or undefined where it was deleted. */
  keepBestCheckpoint(runId: string): Promise<RunRecord | undefined>;
  /** The newest checkpoint whose parts are all there and as they were written. */
  newestCheckpoint(runId: string): Promise<FoundCheckpoint | undefined>;
  /** The checkpoint of a step; undefined where there is none. @throws StudioError where it is damaged. */
  checkpoint(runId: string, step: number): Promise<CheckpointRecord | undefined>;
  /**
   * Takes a run back to a checkpoint (null: to its beginning), in one transaction: metric rows,
   * grids, measures, generators and checkpoints of later steps go, and `change` is made to its record, whose
   * step, epoch and checkpoints follow. @returns the run, or undefined where it was deleted.
   */
  rewindRun(
    runId: string,
    to: Pick<CheckpointRecord, 'step' | 'epoch' | 'savedAt' | 'metricTail'> | null,
    change: Partial<RunRecord>,
  ): Promise<RunRecord | undefined>;
  /**
   * Makes room: of the run's generators every other one goes, then of its grids; the first, the
   * last and evenly spaced ones stay. Of its checkpoints the newest stays; the best goes last.
   * @returns bytes freed; 0 where nothing is left that may go.
   */
  thinRun(runId: string): Promise<number>;

  /** For a run that is being brought in: what is put here needs no record of the run yet, and is
   *  swept like an unfinished set until `createRun` finishes it. */
  readonly staging: Pick<
    StudioStorage,
    | 'putMetrics'
    | 'putSample'
    | 'putMeasures'
    | 'putGenerator'
    | 'putCheckpoint'
    | 'putFavourite'
    | 'putDirection'
  >;

  close(): void;
}

export interface FoundCheckpoint {
  readonly checkpoint: CheckpointRecord;
  /** Newer ones that were damaged and passed over. */
  readonly damaged: number;
}
