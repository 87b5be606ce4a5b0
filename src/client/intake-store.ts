import type { ChunkRecord, DatasetRecord } from '../contract/records';

/** What intake needs of storage. */
export interface IntakeStore {
  putChunk(chunk: ChunkRecord): Promise<void>;
  finishDataset(record: DatasetRecord): Promise<void>;
  /** Also deletes the chunks of a set that was never finished. */
  deleteDataset(id: string): Promise<void>;
}
