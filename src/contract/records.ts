import type { Device } from './device';
import type { StudioErrorData } from './errors';
import type { FocusPoint } from './focus';
import type { EngineChoice, Settings } from './hyperparameters';
import type { Batching, NetSpec } from './net-spec';
import type { PictureShape, PictureSize } from './picture-shape';
import type { RecipeId } from './step-program';
import type { CropMode, SkippedFile } from './pictures';

/** One of the engines, as it was opened. */
export type EngineId = Exclude<EngineChoice, 'automatic'>;

/** What IndexedDB keeps. Every record here is plain, structured-clonable data. */

/** A folder of a set, relative to what was dropped; '' is the top. */
export interface FolderCount {
  readonly path: string;
  readonly count: number;
}

/** Pictures in one PictureBlockRecord. */
export const PICTURE_BLOCK = 4096;

/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32;

/**
 * Paths and hashes of pictures `block * PICTURE_BLOCK` and on of a set; the last block may hold
 * fewer. A picture's index is its place in the packed chunks.
 */
export interface PictureBlockRecord {
  readonly datasetId: string;
  readonly block: number;
  /** Paths of the originals, '/'-separated, for people. */
  readonly paths: readonly string[];
  /** SHA-256 of the originals' bytes, uint8 [paths.length, HASH_BYTES]; finds exact duplicates. Further
   *  crops of one original have hashes made of it (data/pixels/crops.ts). */
  readonly hashes: Uint8Array<ArrayBuffer>;
}

/** A prepared set of pictures; its pixels lie in ChunkRecords, its paths in PictureBlockRecords,
 *  so that no record grows large with the set. */
export interface DatasetRecord {
  readonly id: string;
  name: string;
  /** Milliseconds since the Unix epoch, as all times here. */
  readonly createdAt: number;
  /** Of every picture of the set. */
  readonly shape: PictureShape;
  readonly crop: CropMode;
  /** As in IntakeOptions; 1 where it is missing. */
  readonly cropsPerPicture?: number;
  /** Where the crop is taken of files of this set, but for those of which it is in the centre; of any
   *  other crop than `centre` it is only kept. None where it is missing. */
  focusPoints?: readonly FocusPoint[];
  /** '#rrggbb' that transparency was laid on. */
  readonly background: string;
  /** Prepared pictures, left-out ones included. */
  readonly count: number;
  /** Pictures per chunk (the last may hold fewer). */
  readonly chunkPictures: number;
  readonly folders: readonly FolderCount[];
  /** Index into `folders` for each picture, [count]. */
  readonly folderOf: Uint32Array<ArrayBuffer>;
  /** Files that did not become pictures: the first ones, SKIPPED_CHARACTERS in all. */
  readonly skipped: readonly SkippedFile[];
  /** All of them. */
  readonly skippedCount: number;
  /** Indices of pictures the person left out. */
  excluded: readonly number[];
  /** Indices of folders that are ticked off. */
  untickedFolders: readonly number[];
  /** Pixel bytes in all chunks. */
  readonly bytes: number;
  /** True for the studio's own sample pictures, which can be painted again at any size. */
  painted?: boolean;
}

/**
 * A set whose pictures are not stored any more, as far as it takes to know them again: runs that
 * learnt from it go on once the same pictures are here. Its hashes lie in PictureBlockRecords, whose
 * paths are empty texts.
 */
export type GoneSet = Omit<
  DatasetRecord,
  'name' | 'folders' | 'skipped' | 'skippedCount' | 'painted'
>;

/** Packed pixels: uint8 [n, height, width, channels], values 0..255. */
export interface ChunkRecord {
  readonly datasetId: string;
  readonly index: number;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export type RunState =
  | 'preparing'
  | 'running'
  | 'paused'
  | 'stopped'
  | 'finished'
  | 'failed'
  /** Found in state running or paused with no worker behind it, after a reload or a crash. */
  | 'interrupted';

export interface LearningRates {
  readonly generator: number;
  readonly discriminator: number;
}

/** Which pictures of its set a run learns from, as they were chosen when it began. */
export interface PictureChoice {
  /** As in DatasetRecord. */
  readonly excluded: readonly number[];
  readonly untickedFolders: readonly number[];
  /** Places in the set of all pictures it learns from, in its own order, where its pictures came
   *  again in another one; the lists above say nothing then. */
  readonly pictures?: readonly number[] | null;
  /** Places in the set of those that it would learn from, and that are kept from it to measure it by,
   *  ascending; none where it is missing. */
  readonly keptBack?: readonly number[];
}

export interface RunRecord {
  readonly id: string;
  name: string;
  readonly settings: Settings;
  readonly datasetId: string;
  readonly datasetName: string;
  /** Pictures that were trained on. */
  readonly datasetCount: number;
  /** How the set becomes batches: that of its preset when it began, and to its end. */
  readonly batching: Batching;
  /** How its steps go, from its first to its last. */
  readonly recipe: RecipeId;
  /** What adaptive augmentation goes by, from its first step to its last: pictures that are kept back; where
   *  it is missing, what D says of the real pictures of its steps. */
  readonly adaptsBy?: 'held-out';
  /** What it was trained on last; null before that is known. */
  device: Device | null;
  readonly createdAt: number;
  updatedAt: number;
  state: RunState;
  step: number;
  epoch: number;
  /** In the mean (contract/epochs.ts); 0 before the first step is known. */
  stepsPerEpoch: number;
  /** Milliseconds spent training, pauses left out. */
  trainedMs: number;
  /** What went wrong where state is `failed`, and why it was interrupted where that is known. One
   *  of kind `numbers-bad` offers to go on with lower rates. */
  failure: StudioErrorData | null;
  /** In force now; they may have been changed since the run began. */
  learningRates: LearningRates;
  /** Null for runs that began before choices were kept: the set's own hold then. */
  readonly choice: PictureChoice | null;
  /** The newest whole checkpoint, where the run can go on from; null before the first. */
  checkpoint: { readonly step: number; readonly epoch: number; readonly savedAt: number } | null;
  /** The checkpoint whose measure is the best of those that are kept, where the run can go back to; it
   *  may be the newest. Null before the first measure. */
  bestCheckpoint: { readonly step: number; readonly epoch: number } | null;
  /** Lost graphics cards and workers that the run outlived, and the last one. */
  incidents: number;
  lastIncident: StudioErrorData | null;
}

/** Tensors by the name of their group. */
export type TensorGroups = { readonly [group: string]: readonly WeightTensor[] };

/**
 * Everything a model holds beyond its GanSpec and seed: a run goes on from it as if it had not
 * stopped. Groups and counters have names, as `generator.adam.first`; nets/model-state.ts lists them.
 */
export interface ModelState {
  readonly tensors: TensorGroups;
  /** Whole numbers from 0. */
  readonly counters: { readonly [name: string]: number };
}

/**
 * The whole state of a run after `step` steps. Random numbers are counter-based, so seed and step
 * are their state; the place in the epoch and the order of pictures follow from the step.
 */
export interface CheckpointRecord {
  readonly runId: string;
  /** Completed steps and epochs. */
  readonly step: number;
  readonly epoch: number;
  readonly savedAt: number;
  /** Engine that computed it: going on is bit-exact on the same one. */
  readonly engine: EngineId;
  readonly settings: Settings;
  readonly learningRates: LearningRates;
  readonly trainedMs: number;
  /** Rows of METRIC_COLUMNS of the block that was not full: those of steps
   *  floor(step / METRIC_BLOCK_ROWS) * METRIC_BLOCK_ROWS + 1 to `step`. */
  readonly metricTail: Float64Array<ArrayBuffer>;
  readonly state: ModelState;
}

/** Numbers in a metric row, in this order. */
export const METRIC_COLUMNS = [
  'step',
  'epoch',
  'discriminatorLoss',
  'generatorLoss',
  'realScore',
  'fakeScore',
] as const;
export type MetricColumn = (typeof METRIC_COLUMNS)[number];

/** Rows per MetricBlockRecord. */
export const METRIC_BLOCK_ROWS = 1024;

/** Float64 rows of METRIC_COLUMNS, row-major; `block` counts from 0. The last block may be part
 *  full and is rewritten until it is full. */
export interface MetricBlockRecord {
  readonly runId: string;
  readonly block: number;
  readonly rows: Float64Array<ArrayBuffer>;
}

/** A grid of samples as one compressed image. Epoch 0 is before training. */
export interface SampleRecord {
  readonly runId: string;
  /** Completed epochs. A sample on demand carries the epoch it was taken in. */
  readonly epoch: number;
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  /** Number of pictures; the last row of the grid may be part empty. */
  readonly count: number;
  /** Of one picture. */
  readonly shape: PictureSize;
  /** image/webp or image/png. */
  readonly image: Blob;
  /** D's sigmoid for each picture, 0..1. */
  readonly scores: Float32Array<ArrayBuffer>;
}

/** A tensor, which may come without its numbers. */
export interface TensorHeader {
  /** `<layer index>/<kernel|bias|gamma|beta|movingMean|movingVariance>`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values?: Float32Array<ArrayBuffer>;
}

/** One tensor of weights, float32, row-major. */
export interface WeightTensor extends TensorHeader {
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * Names under which a kept generator has weights, each time all those of its net, running statistics
 * included, in the order of `weightSpecs`: `weights` are those that were trained, in every generator;
 * `averaged` their average, where the run made one.
 */
export const GENERATOR_GROUPS = ['weights', 'averaged'] as const;
export type GeneratorGroup = (typeof GENERATOR_GROUPS)[number];

export type GeneratorTensors = { readonly weights: readonly WeightTensor[] } & {
  readonly [Group in GeneratorGroup]?: readonly WeightTensor[];
};

/** A picture that a person wants to find again. */
export interface FavouriteRecord {
  readonly runId: string;
  /** When it was kept, and what it is known by: milliseconds since the Unix epoch, no two the same. */
  readonly keptAt: number;
  name: string;
  /** Of the generator that painted it. */
  readonly epoch: number;
  readonly weights: GeneratorGroup;
  /** Where its latent comes from, as `explore/origin-text.ts` writes it. */
  readonly origin: string;
  /** float32 [latentSize]: the picture stays, also where a direction that led to it is gone. */
  readonly latent: Float32Array<ArrayBuffer>;
}

/** A direction in latent space that a person gave a name. */
export interface DirectionRecord {
  readonly runId: string;
  /** As FavouriteRecord's. */
  readonly keptAt: number;
  name: string;
  /** float32 [latentSize]; as long as a step along it that is well seen. */
  readonly vector: Float32Array<ArrayBuffer>;
}

/** A generator as it was after `epoch` epochs. */
export interface GeneratorRecord extends GeneratorTensors {
  readonly runId: string;
  readonly epoch: number;
  readonly step: number;
  readonly createdAt: number;
  readonly spec: NetSpec;
}
