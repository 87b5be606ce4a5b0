import type { ChunkRecord, DatasetRecord, PictureBlockRecord } from '../../contract/records';

/** What writing a set needs of storage. */
export interface IntakeStore {
  putChunk(chunk: ChunkRecord): Promise<void>;
  putPictureBlock(block: PictureBlockRecord): Promise<void>;
  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined>;
  finishDataset(record: DatasetRecord): Promise<void>;
}
