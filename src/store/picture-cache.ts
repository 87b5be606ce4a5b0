import { StudioError } from '../contract/errors';
import type { ChunkRecord, DatasetRecord } from '../contract/records';

const MOST_BYTES = 64 * 2 ** 20;

interface Entry {
  readonly chunk: Promise<ChunkRecord | undefined>;
  bytes: number;
}

/** Pictures of stored sets, read a chunk at a time; the chunks used last are kept, in bounded
 *  memory. */
export class PictureCache {
  /** In order of use, the oldest first. */
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(
    private readonly read: (id: string, index: number) => Promise<ChunkRecord | undefined>,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** uint8 [imageSize, imageSize, channels], a view into its chunk: not to be written to.
   *  @throws StudioError `set-missing` where the pixels are not stored. */
  async picture(set: DatasetRecord, index: number): Promise<Uint8Array> {
    const chunk = await this.chunk(set.id, Math.floor(index / set.chunkPictures));
    const size = set.imageSize * set.imageSize * set.channels;
    const at = (index % set.chunkPictures) * size;
    if (!chunk || index < 0 || at + size > chunk.pixels.length) {
      throw new StudioError(
        'set-missing',
        `Picture ${index + 1} of "${set.name}" is not stored.`,
        'Drop the folder again.',
      );
    }
    return chunk.pixels.subarray(at, at + size);
  }

  private chunk(id: string, index: number): Entry['chunk'] {
    const key = `${id} ${index}`;
    const entry = this.entries.get(key) ?? this.load(key, id, index);
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.chunk;
  }

  private load(key: string, id: string, index: number): Entry {
    const entry: Entry = { chunk: this.read(id, index), bytes: 0 };
    entry.chunk.then(
      (chunk) => {
        if (this.entries.get(key) !== entry) return;
        if (!chunk) return this.drop(key);
        entry.bytes = chunk.pixels.byteLength;
        this.bytes += entry.bytes;
        this.shrink(key);
      },
      () => this.drop(key),
    );
    return entry;
  }

  private shrink(keep: string): void {
    for (const key of [...this.entries.keys()]) {
      if (this.bytes <= this.mostBytes) return;
      if (key !== keep) this.drop(key);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}
