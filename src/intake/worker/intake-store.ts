import type { PictureChange } from '../../contract/intake';
import type { ChunkRecord, DatasetRecord, PictureBlockRecord } from '../../contract/records';

/** What writing a set needs of storage. */
export interface IntakeStore {
  putChunk(chunk: ChunkRecord): Promise<void>;
  putPictureBlock(block: PictureBlockRecord): Promise<void>;
  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined>;
  finishDataset(record: DatasetRecord): Promise<void>;
  dataset(id: string): Promise<DatasetRecord | undefined>;
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined>;
  replacePicture(change: Omit<PictureChange, 'copy'>): Promise<DatasetRecord>;
}
