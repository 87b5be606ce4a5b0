import { createIntake, type IntakeParts } from '../intake/page/intake';
import type { IntakeStore } from '../intake/worker/intake-store';
import {
  DEFAULT_INTAKE,
  type IntakeListener,
  type IntakeOptions,
  type IntakeProgress,
  type PreparedPicture,
  type SourceFile,
} from '../contract/intake';
import type { ChunkRecord, DatasetRecord, PictureBlockRecord } from '../contract/records';
import type { OwnFile } from '../contract/transfers';

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

  /** uint8 [imageSize, imageSize, channels] of one picture of a set. */
  picture(record: DatasetRecord, path: string): Uint8Array {
    const index = this.paths(record).indexOf(path);
    const chunk = this.chunks.get(`${record.id}/${Math.floor(index / record.chunkPictures)}`);
    if (index < 0 || !chunk) throw new Error(`No picture ${path} in the set.`);
    const bytes = record.imageSize ** 2 * record.channels;
    const at = (index % record.chunkPictures) * bytes;
    return chunk.pixels.slice(at, at + bytes);
  }
}

export class Recorder implements IntakeListener {
  readonly steps: IntakeProgress[] = [];
  readonly owned: OwnFile[] = [];
  readonly shown: PreparedPicture[] = [];
  onProgress: (progress: IntakeProgress) => void = () => undefined;

  progress(progress: IntakeProgress): void {
    this.steps.push(progress);
    this.onProgress(progress);
  }

  pictures(pictures: readonly PreparedPicture[]): void {
    this.shown.push(...pictures);
  }

  own(file: OwnFile): void {
    this.owned.push(file);
  }
}

export const sourceFile = (path: string, ...parts: BlobPart[]): SourceFile => ({
  path,
  file: new File(parts, path.slice(path.lastIndexOf('/') + 1)),
});

/** One intake of some files with options over the defaults. */
export async function takeIn(
  files: readonly SourceFile[],
  options: Partial<IntakeOptions> = {},
  parts: Partial<IntakeParts> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ record: DatasetRecord; store: MemoryStore; listener: Recorder }> {
  const store = new MemoryStore();
  const listener = new Recorder();
  const intake = createIntake(store, parts);
  const all = { ...DEFAULT_INTAKE, ...options };
  const record = await intake.prepare(files, all, listener, signal);
  return { record, store, listener };
}

/** What became of each file: 'ready', or its reason. */
export function ends(record: DatasetRecord, store: MemoryStore): Map<string, string> {
  return new Map([
    ...store.paths(record).map((path) => [path, 'ready'] as const),
    ...record.skipped.map(({ path, reason }) => [path, reason] as const),
  ]);
}
