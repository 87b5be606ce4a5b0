import { StudioError } from '../../contract/errors';
import type { IntakeOptions } from '../../contract/intake';
import { SKIPPED_CHARACTERS, shortened, type SkippedFile } from '../../contract/pictures';
import type { DatasetRecord } from '../../contract/records';
import { skipReason } from '../../contract/skip-reasons';
import { PictureList } from './picture-list';
import type { ProgressTicker } from '../page/progress';
import type { IntakeStore } from './intake-store';

const CHUNK_BYTES = 4 * 2 ** 20;
/** Records on their way to storage; more would only fill memory. */
const WRITES_AHEAD = 2;

/** Makes a set of outcomes that come in order: leaves out duplicates, packs, stores. */
export class SetAssembly {
  private readonly skipped: SkippedFile[] = [];
  private skippedCount = 0;
  private skippedCharacters = 0;
  private readonly pictures: PictureList;
  /** Bytes of one prepared picture. */
  readonly pictureBytes: number;
  private readonly chunkPictures: number;
  private chunk: Uint8Array<ArrayBuffer>;
  private inChunk = 0;
  private chunks = 0;
  private readonly writes = new Set<Promise<void>>();
  private failure: unknown = null;

  constructor(
    private readonly id: string,
    private readonly options: IntakeOptions,
    private readonly storage: IntakeStore,
    private readonly ticker: ProgressTicker,
  ) {
    this.pictureBytes = options.imageSize ** 2 * options.channels;
    this.chunkPictures = Math.max(1, Math.floor(CHUNK_BYTES / this.pictureBytes));
    this.chunk = new Uint8Array(this.chunkPictures * this.pictureBytes);
    this.pictures = new PictureList(id, storage, (block) =>
      this.write(storage.putPictureBlock(block)),
    );
  }

  get count(): number {
    return this.pictures.count;
  }

  /** Whether the person's limit is reached. */
  get full(): boolean {
    return this.options.limit !== null && this.count >= this.options.limit;
  }

  skip(path: string, reason: string): void {
    const file = { path: shortened(path), reason };
    this.skippedCharacters += file.path.length + reason.length;
    if (this.skippedCharacters <= SKIPPED_CHARACTERS) this.skipped.push(file);
    this.skippedCount += 1;
    this.ticker.addSkipped();
  }

  beyondLimit(path: string): void {
    this.skip(path, skipReason.limit(this.options.limit ?? 0));
  }

  /** @param pixels uint8 [imageSize, imageSize, channels]; copied. */
  async add(path: string, hash: string, pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    const same = await this.pictures.same(hash);
    if (same !== null) {
      this.skip(path, skipReason.duplicate(same));
      return;
    }
    this.pictures.add(shortened(path));
    this.chunk.set(pixels, this.inChunk * this.pictureBytes);
    this.inChunk += 1;
    this.ticker.addReady(path, pixels);
    if (this.inChunk === this.chunkPictures) this.writeChunk();
  }

  /** Waits while storage is behind. @throws what storage threw. */
  async room(): Promise<void> {
    while (this.writes.size >= WRITES_AHEAD) await Promise.race(this.writes);
    this.throwFailure();
  }

  /** Waits for all writes, whether they succeed or not. */
  async settle(): Promise<void> {
    await Promise.all(this.writes);
  }

  /** Stores what is left and the record. @throws `set-empty`, or what storage threw. */
  async finish(name: string, createdAt: number, painted: boolean): Promise<DatasetRecord> {
    if (this.count === 0) throw this.empty();
    if (this.inChunk > 0) this.writeChunk();
    const folderOf = this.pictures.finish();
    await this.settle();
    this.throwFailure();
    const { imageSize, channels, crop, background } = this.options;
    const record: DatasetRecord = {
      id: this.id,
      name,
      createdAt,
      imageSize,
      channels,
      crop,
      background,
      count: this.count,
      chunkPictures: this.chunkPictures,
      folders: this.pictures.folders.list(),
      folderOf,
      skipped: this.skipped,
      skippedCount: this.skippedCount,
      excluded: [],
      untickedFolders: [],
      bytes: this.count * this.pictureBytes,
      ...(painted ? { painted } : {}),
    };
    await this.storage.finishDataset(record);
    return record;
  }

  private writeChunk(): void {
    const pixels = this.chunk.slice(0, this.inChunk * this.pictureBytes);
    const index = this.chunks++;
    this.inChunk = 0;
    this.write(this.storage.putChunk({ datasetId: this.id, index, pixels }));
  }

  private write(writing: Promise<void>): void {
    const write: Promise<void> = writing
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => this.writes.delete(write));
    this.writes.add(write);
  }

  private throwFailure(): void {
    if (this.failure !== null) throw StudioError.from(this.failure, 'storage-unavailable');
  }

  private empty(): StudioError {
    const found = this.skippedCount;
    if (found === 0) {
      return new StudioError(
        'set-empty',
        'No files were found in what was dropped.',
        'Drop a folder that holds pictures, or choose one.',
      );
    }
    const counts = new Map<string, number>();
    for (const { reason } of this.skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const commonest = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    return new StudioError(
      'set-empty',
      found === 1
        ? 'The only file could not be used as a picture.'
        : `None of the ${found.toLocaleString('en-GB')} files could be used as a picture.`,
      found === 1 ? commonest : `Most often: ${commonest}`,
    );
  }
}
