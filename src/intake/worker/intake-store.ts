import type { ChunkRecord, DatasetRecord, PictureBlockRecord } from '../../contract/records';

/** What intake needs of storage. */
export interface IntakeStore {
  putChunk(chunk: ChunkRecord): Promise<void>;
  putPictureBlock(block: PictureBlockRecord): Promise<void>;
  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined>;
  finishDataset(record: DatasetRecord): Promise<void>;
  /** Also deletes the chunks and blocks of a set that was never finished. */
  deleteDataset(id: string): Promise<void>;
}
