import type { DBSchema } from 'idb';
import type { MeasureRecord } from '../contract/measures';
import type {
  ChunkRecord,
  DatasetRecord,
  DirectionRecord,
  FavouriteRecord,
  GoneSet,
  MetricBlockRecord,
  PictureBlockRecord,
  RunRecord,
  SampleRecord,
} from '../contract/records';
import type { Signature } from '../contract/signature';
import type { CheckpointHeader, GeneratorHeader, PartRecord } from './blob-headers';

export const DATABASE_NAME = 'atelier';

/** What a set keeps besides its record; each store's key begins with the set's id. */
export const SET_STORES = ['chunks', 'pictures'] as const;

/** What a run keeps besides its record; each store's key begins with the run's id. */
export const RUN_STORES = [
  'metrics',
  'samples',
  'measures',
  'generators',
  'checkpoints',
  'parts',
  'favourites',
  'directions',
] as const;
export type RunStore = (typeof RUN_STORES)[number];

/** Bytes of one kept thing, so that a run's size is known without reading its weights. */
export interface SizeRecord {
  readonly runId: string;
  readonly store: RunStore;
  /** What follows the run's id in the thing's key. */
  readonly place: readonly number[];
  readonly bytes: number;
}

/**
 * A grid of samples as it is stored: its image as bytes, with its type beside it. Private windows of
 * WebKit refuse to store a Blob, and what a Blob refers to can be lost from under its record.
 */
export interface StoredSample extends Omit<SampleRecord, 'image'> {
  readonly image: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface StudioSchema extends DBSchema {
  datasets: { key: string; value: DatasetRecord };
  chunks: { key: [string, number]; value: ChunkRecord };
  pictures: { key: [string, number]; value: PictureBlockRecord };
  /** Sets that only runs remember; their blocks of hashes lie in `pictures`. */
  gone: { key: string; value: GoneSet };
  runs: { key: string; value: RunRecord };
  metrics: { key: [string, number]; value: MetricBlockRecord };
  samples: { key: [string, number, number]; value: StoredSample };
  measures: { key: [string, number]; value: MeasureRecord };
  /** Keys of grids that an older studio stored, not yet brought to today's form. */
  blobGrids: { key: [string, number, number]; value: true };
  generators: { key: [string, number]; value: GeneratorHeader };
  checkpoints: { key: [string, number]; value: CheckpointHeader };
  parts: { key: [string, string, number[], number]; value: PartRecord };
  favourites: { key: [string, number]; value: FavouriteRecord };
  directions: { key: [string, number]; value: DirectionRecord };
  signature: { key: string; value: Signature };
  sizes: { key: [string, string, number[]]; value: SizeRecord };
}

/** All keys of a compound-key store that begin with `id`: an array sorts after every number and
 *  string, so that [id, []] lies behind them all. */
export const keysOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);
