import { pictureLength, wantedShape } from '../../contract/picture-shape';
import type { DecodedBundle } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import type { FocusPoint } from '../../contract/focus';
import type { IntakeOptions } from '../../contract/intake';
import { SKIPPED_CHARACTERS, shortened, type SkippedFile } from '../../contract/pictures';
import { HASH_BYTES, type DatasetRecord } from '../../contract/records';
import { toHex } from '../../contract/sha256';
import { Newest } from './newest';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { PictureList } from './picture-list';
import type { IntakeStore } from './intake-store';

const CHUNK_BYTES = 4 * 2 ** 20;
/** Records on their way to storage; more would only fill memory. */
const WRITES_AHEAD = 2;

/** Makes a set of outcomes that come in order: leaves out duplicates, packs, stores. */
export class SetAssembly {
  private readonly skipped: SkippedFile[] = [];
  skippedCount = 0;
  private skippedCharacters = 0;
  private readonly pictures: PictureList;
  /** Pictures to show while the set is made. */
  readonly newest: Newest;
  private readonly pictureBytes: number;
  private readonly chunkPictures: number;
  /** Being filled; null before its first picture. */
  private chunk: Uint8Array<ArrayBuffer> | null = null;
  private inChunk = 0;
  private chunks = 0;
  private readonly writes = new Set<Promise<void>>();
  private failure: unknown = null;
  private lastDuplicate: string | null = null;
  private readonly focusPoints: FocusPoint[] = [];

  constructor(
    private readonly id: string,
    private readonly options: IntakeOptions,
    private readonly storage: IntakeStore,
  ) {
    this.pictureBytes = pictureLength(wantedShape(options));
    this.chunkPictures = Math.max(1, Math.floor(CHUNK_BYTES / this.pictureBytes));
    this.newest = new Newest(this.pictureBytes);
    this.pictures = new PictureList(id, storage, (block) =>
      this.write(storage.putPictureBlock(block)),
    );
  }

  get count(): number {
    return this.pictures.count;
  }

  private get full(): boolean {
    return this.options.limit !== null && this.count >= this.options.limit;
  }

  skip(path: string, reason: SkipReason): void {
    const file = { path: shortened(path), reason };
    this.skippedCharacters += file.path.length + JSON.stringify(reason).length;
    if (this.skippedCharacters <= SKIPPED_CHARACTERS) this.skipped.push(file);
    this.skippedCount += 1;
  }

  /** Takes outcomes until the person's limit is reached. @returns how many were taken. */
  async add({ outcomes, pixels, hashes }: DecodedBundle): Promise<number> {
    let picture = 0;
    for (const [i, outcome] of outcomes.entries()) {
      if (this.full) return i;
      if (outcome.kind === 'skipped') this.skip(outcome.path, outcome.reason);
      if (outcome.kind !== 'ready') continue;
      const hash = hashes.subarray(picture * HASH_BYTES, (picture + 1) * HASH_BYTES);
      const same = await this.pictures.same(hash);
      if (same !== null) {
        // A file is skipped once, however many crops it gave.
        if (outcome.path !== this.lastDuplicate)
          this.skip(outcome.path, skipReason('duplicate', { of: same }));
        this.lastDuplicate = outcome.path;
      } else {
        const at = picture * this.pictureBytes;
        this.addNew(outcome.path, pixels.subarray(at, at + this.pictureBytes));
        this.keepPoint(hash);
      }
      picture += 1;
    }
    return outcomes.length;
  }

  /** Points that no picture of the set has are left out. */
  private keepPoint(hash: Uint8Array): void {
    const { focusPoints = [] } = this.options;
    if (focusPoints.length === 0) return;
    const hex = toHex(hash);
    this.focusPoints.push(...focusPoints.filter((point) => point.hash === hex));
  }

  private addNew(path: string, pixels: Uint8Array<ArrayBuffer>): void {
    this.pictures.add(shortened(path));
    this.chunk ??= new Uint8Array(this.chunkPictures * this.pictureBytes);
    this.chunk.set(pixels, this.inChunk * this.pictureBytes);
    this.inChunk += 1;
    this.newest.add(path, pixels);
    if (this.inChunk === this.chunkPictures) this.writeChunk(this.chunk);
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
    if (this.chunk) this.writeChunk(this.chunk.slice(0, this.inChunk * this.pictureBytes));
    const folderOf = this.pictures.finish();
    await this.settle();
    this.throwFailure();
    const { crop, cropsPerPicture, background } = this.options;
    const record: DatasetRecord = {
      id: this.id,
      name,
      createdAt,
      shape: wantedShape(this.options),
      crop,
      focusPoints: this.focusPoints,
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
      ...(painted ? { painted } : { cropsPerPicture }),
    };
    await this.storage.finishDataset(record);
    return record;
  }

  private writeChunk(pixels: Uint8Array<ArrayBuffer>): void {
    const index = this.chunks++;
    this.inChunk = 0;
    this.chunk = null;
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
      return new StudioError('drop-empty');
    }
    const counts = new Map<string, { readonly reason: SkipReason; readonly files: number }>();
    for (const { reason } of this.skipped) {
      const key = JSON.stringify(reason);
      counts.set(key, { reason, files: (counts.get(key)?.files ?? 0) + 1 });
    }
    const { reason } = [...counts.values()].reduce((a, b) => (b.files > a.files ? b : a));
    return new StudioError('no-picture-usable', { files: found, reason });
  }
}
