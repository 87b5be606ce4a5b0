import { shortName } from './fields';
import { BlobReader, ZipReader, configure, type Entry, type FileEntry } from '@zip.js/zip.js';
import { LIMITS } from './limits';
import { StudioError } from '../contract/errors';
import type { PartDamage } from '../contract/errors/files';
import { ownRoot } from './own-root';

configure({ useWebWorkers: false });

/** Reads at most so much at a time: the directory, not the files, which are streamed. */
class BoundedReader extends BlobReader {
  override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > LIMITS.directoryBytes) {
      return Promise.reject(new StudioError('file-directory-too-large'));
    }
    return super.readUint8Array(offset, length);
  }
}

/** The named parts of a project or a generator, wherever they lie. */
export interface PartsReader {
  has(name: string): boolean;
  /** Bytes of a part, as far as is known before it is read; 0 where it is missing. */
  claimed(name: string): number;
  /**
   * One part, whole.
   * @param limit bytes it may have.
   * @throws StudioError `file-unreadable` where it is missing, larger, or not what it claims to be.
   */
  read(name: string, limit: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * A ZIP from outside, read entry by entry. Names are only ever looked up, never used as paths; what
 * the archive claims is checked against the limits before anything is unpacked, and holds while it is.
 */
export class ArchiveReader implements PartsReader {
  private constructor(
    private readonly reader: ZipReader<Blob>,
    private readonly entries: ReadonlyMap<string, FileEntry>,
  ) {}

  /** @throws StudioError `file-unreadable` where it is no ZIP, or claims what no honest one does. */
  static async open(file: Blob): Promise<ArchiveReader> {
    const reader = new ZipReader(new BoundedReader(file));
    try {
      return new ArchiveReader(reader, await directory(reader, file.size));
    } catch (error) {
      await reader.close().catch(() => undefined);
      throw StudioError.from(error).kind === 'file-unreadable'
        ? error
        : new StudioError('file-no-archive', {}, { cause: error });
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  claimed(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  async read(name: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.entries.get(name);
    if (!entry) throw new StudioError('file-part-missing', { part: shortName(name) });
    if (entry.encrypted) throw new StudioError('file-locked');
    const size = entry.uncompressedSize;
    if (size > limit) {
      throw new StudioError('file-part-too-large', {
        part: shortName(name),
        bytes: size,
        most: limit,
      });
    }
    const wrong = (damage: PartDamage, cause?: unknown): Error =>
      new StudioError('file-part-damaged', { part: shortName(name), ...damage }, { cause });
    let bytes: Uint8Array<ArrayBuffer>;
    let at = 0;
    try {
      bytes = new Uint8Array(size);
      const sink = new WritableStream<Uint8Array>({
        write(piece) {
          if (at + piece.length > size) throw wrong({ damage: 'unpacks-to-more', bytes: size });
          bytes.set(piece, at);
          at += piece.length;
        },
      });
      await entry.getData(sink, { checkSignature: true, checkOverlappingEntry: true });
    } catch (error) {
      throw wrong({ damage: 'not-unpacked' }, error);
    }
    if (at !== size) throw wrong({ damage: 'unpacks-to', found: at, bytes: size });
    return bytes;
  }

  async close(): Promise<void> {
    await this.reader.close().catch(() => undefined);
  }
}

async function directory(
  reader: ZipReader<Blob>,
  fileBytes: number,
): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  let total = 0;
  let count = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    if (++count > LIMITS.entries)
      throw new StudioError('file-too-many-parts', { most: LIMITS.entries });
    if (!isFile(entry)) continue;
    if (entries.has(entry.filename)) {
      throw new StudioError('file-name-twice', { part: shortName(entry.filename) });
    }
    entries.set(entry.filename, entry);
    total += entry.uncompressedSize;
  }
  const most = Math.min(LIMITS.totalBytes, LIMITS.ratioFloor + fileBytes * LIMITS.ratio);
  if (!(total <= most)) {
    throw new StudioError('file-unpacks-too-far', { bytes: total });
  }
  return fromRoot(entries);
}

/** Entries by their names from the folder that the parts lie in. */
function fromRoot(entries: ReadonlyMap<string, FileEntry>): ReadonlyMap<string, FileEntry> {
  const root = ownRoot(entries.keys());
  if (root === '') return entries;
  const within = [...entries].filter(([name]) => name.startsWith(root));
  return new Map(within.map(([name, entry]) => [name.slice(root.length), entry]));
}

const isFile = (entry: Entry): entry is FileEntry => !entry.directory;
