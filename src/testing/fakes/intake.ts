import { placeOf } from '../../contract/focus';
import { pictureLength, wantedShape } from '../../contract/picture-shape';
import { StudioError } from '../../contract/errors';
import type {
  Dropped,
  FileOfPicture,
  Intake,
  IntakeListener,
  IntakeOptions,
  PictureChange,
  SourceFile,
} from '../../contract/intake';
import { HASH_BYTES, type DatasetRecord } from '../../contract/records';
import { toHex } from '../../contract/sha256';
import { changePicture } from '../../intake/worker/change-set';
import type { StudioStorage } from '../../storage/studio-storage';
import type { DropReader } from '../../store/ports';
import { failingError } from '../failing';

/** Something like hashes, uint8 [paths, HASH_BYTES]: the names of the files decide them. */
function hashesOf(paths: readonly string[]): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(paths.length * HASH_BYTES);
  paths.forEach((path, i) => {
    const name = new TextEncoder().encode(path.split('/').at(-1)).subarray(0, HASH_BYTES);
    hashes.set(name, i * HASH_BYTES);
  });
  return hashes;
}

/** Makes sets of one flat pixel value per picture, at once or when a test lets it. */
export class FakeIntake implements Intake, DropReader {
  /** Options of every preparation that began. */
  readonly asked: IntakeOptions[] = [];
  /** Where true, a preparation waits for `release`. */
  held = false;
  /** The next preparation fails with this. */
  failure: StudioError | null = null;
  /** Names of files that are taken for the studio's own. */
  readonly own = new Set<string>();
  private waiting: (() => void) | null = null;
  private made = 0;

  /** @param files what is dropped, or chosen. */
  constructor(
    private readonly storage: StudioStorage,
    private readonly files: () => SourceFile[],
  ) {}

  /** Never looks at the transfer. */
  readDrop(): Dropped {
    return { kind: 'files', files: Promise.resolve(this.files()), projects: false };
  }

  /** Files that were there when they were asked for last. */
  listed = 0;

  listFiles(files: Iterable<File> | ArrayLike<File>): SourceFile[] {
    this.listed = Array.from(files).length;
    return this.files();
  }

  prepare(
    files: readonly SourceFile[],
    options: IntakeOptions,
    listener: IntakeListener,
    signal: AbortSignal,
  ): Promise<DatasetRecord> {
    for (const { file } of files) {
      if (this.own.has(file.name)) listener.own({ name: file.name, content: file });
    }
    const others = files.filter(({ file }) => !this.own.has(file.name));
    const top = others[0]?.path.split('/')[0] ?? '';
    const paths = others.map(({ path }) => path);
    return this.make(paths, options.name || top, false, options, listener, signal);
  }

  /** A picture whose value is the place of the crop, in hundredths from the left. */
  prepareOne(
    files: readonly SourceFile[],
    { path, hash }: FileOfPicture,
    options: IntakeOptions,
  ): ReturnType<Intake['prepareOne']> {
    const found = files.some((file) => file.path === path && toHex(hashesOf([path])) === hash);
    if (!found) return Promise.reject(new StudioError('original-gone', { path }));
    const place = placeOf(options.focusPoints, hash);
    const size = pictureLength(wantedShape(options));
    const pixels = new Uint8Array(size).fill(Math.round(100 * place.x));
    return Promise.resolve({ pixels, original: { width: 200, height: 100 } });
  }

  changePicture(change: PictureChange): Promise<DatasetRecord> {
    return changePicture(this.storage, change);
  }

  findOwn(files: readonly SourceFile[]): ReturnType<Intake['findOwn']> {
    const own = files.filter(({ file }) => this.own.has(file.name));
    return Promise.resolve({
      own: own.map(({ file }) => ({ name: file.name, content: file })),
      others: own.length < files.length,
    });
  }

  paintSamples(
    options: IntakeOptions,
    listener: IntakeListener,
    signal: AbortSignal,
  ): Promise<DatasetRecord> {
    const paths = Array.from({ length: 8 }, (_, i) => `sample ${i}`);
    return this.make(paths, options.name || 'Sample pictures', true, options, listener, signal);
  }

  release(): void {
    this.held = false;
    this.waiting?.();
  }

  private async make(
    paths: readonly string[],
    name: string,
    painted: boolean,
    options: IntakeOptions,
    listener: IntakeListener,
    signal: AbortSignal,
  ): Promise<DatasetRecord> {
    this.asked.push(options);
    const number = ++this.made;
    const cancelled = new StudioError('cancelled');
    if (this.held) {
      await new Promise<void>((resolve, reject) => {
        this.waiting = resolve;
        signal.addEventListener('abort', () => reject(cancelled));
      });
    }
    if (signal.aborted) throw cancelled;
    if (paths.length === 0) throw failingError('set-empty', 'No files were found.');
    if (this.failure) {
      const error = this.failure;
      this.failure = null;
      throw error;
    }
    const size = pictureLength(wantedShape(options));
    const folderOf = (path: string): string => path.split('/').slice(1, -1).join('/');
    const folders = [...new Set(paths.map(folderOf))];
    const chunk = new Uint8Array(size * paths.length);
    paths.forEach((path, i) => {
      chunk.fill(i + 1, i * size, (i + 1) * size);
      listener.pictures([{ path, pixels: new Uint8Array(size).fill(i + 1) }]);
    });
    const set: DatasetRecord = {
      id: `set ${number}`,
      name,
      createdAt: number,
      shape: wantedShape(options),
      crop: options.crop,
      focusPoints: (options.focusPoints ?? []).filter(({ hash }) =>
        paths.some((path) => toHex(hashesOf([path])) === hash),
      ),
      background: options.background,
      count: paths.length,
      chunkPictures: paths.length,
      folders: folders.map((path) => ({
        path,
        count: paths.filter((other) => folderOf(other) === path).length,
      })),
      folderOf: Uint32Array.from(paths, (path) => folders.indexOf(folderOf(path))),
      skipped: [],
      skippedCount: 0,
      excluded: [],
      untickedFolders: [],
      bytes: chunk.length,
      painted,
    };
    await this.storage.putChunk({ datasetId: set.id, index: 0, pixels: chunk });
    await this.storage.putPictureBlock({
      datasetId: set.id,
      block: 0,
      paths,
      hashes: hashesOf(paths),
    });
    await this.storage.finishDataset(set);
    return set;
  }
}
