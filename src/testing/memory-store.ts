import { pictureLength } from '../contract/picture-shape';
import { changedChunk, changedSet, chunkOf } from '../contract/change-picture';
import type { PictureChange } from '../contract/intake';
import type { ChunkRecord, DatasetRecord, PictureBlockRecord } from '../contract/records';
import type { IntakeStore } from '../intake/worker/intake-store';

/** Storage in memory, for intake alone. */
export class MemoryStore implements IntakeStore {
  readonly chunks = new Map<string, ChunkRecord>();
  readonly blocks = new Map<string, PictureBlockRecord>();
  readonly records = new Map<string, DatasetRecord>();

  putChunk(chunk: ChunkRecord): Promise<void> {
    this.chunks.set(`${chunk.datasetId}/${chunk.index}`, structuredClone(chunk));
    return Promise.resolve();
  }

  putPictureBlock(block: PictureBlockRecord): Promise<void> {
    this.blocks.set(`${block.datasetId}/${block.block}`, structuredClone(block));
    return Promise.resolve();
  }

  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined> {
    return Promise.resolve(this.blocks.get(`${datasetId}/${block}`));
  }

  finishDataset(record: DatasetRecord): Promise<void> {
    this.records.set(record.id, structuredClone(record));
    return Promise.resolve();
  }

  dataset(id: string): Promise<DatasetRecord | undefined> {
    return Promise.resolve(this.records.get(id));
  }

  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined> {
    return Promise.resolve(this.chunks.get(`${datasetId}/${index}`));
  }

  replacePicture(change: Omit<PictureChange, 'copy'>): Promise<DatasetRecord> {
    const set = this.records.get(change.datasetId)!;
    const key = `${set.id}/${chunkOf(set, change.picture)}`;
    this.chunks.set(key, changedChunk(set, this.chunks.get(key), change));
    this.records.set(set.id, changedSet(set, change));
    return Promise.resolve(this.records.get(set.id)!);
  }

  deleteDataset(id: string): Promise<void> {
    this.records.delete(id);
    for (const part of [this.chunks, this.blocks]) {
      for (const key of part.keys()) if (key.startsWith(`${id}/`)) part.delete(key);
    }
    return Promise.resolve();
  }

  /** Paths of a set's pictures, in their order. */
  paths({ id }: DatasetRecord): string[] {
    return [...this.blocks.values()]
      .filter(({ datasetId }) => datasetId === id)
      .sort((a, b) => a.block - b.block)
      .flatMap((block) => block.paths);
  }

  /** uint8 [height, width, channels] of one picture of a set. */
  picture(record: DatasetRecord, path: string): Uint8Array {
    const index = this.paths(record).indexOf(path);
    const chunk = this.chunks.get(`${record.id}/${Math.floor(index / record.chunkPictures)}`);
    if (index < 0 || !chunk) throw new Error(`No picture ${path} in the set.`);
    const bytes = pictureLength(record.shape);
    const at = (index % record.chunkPictures) * bytes;
    return chunk.pixels.slice(at, at + bytes);
  }
}
