import { BlobReader, ZipReader, configure, type Entry, type FileEntry } from '@zip.js/zip.js';
import { LIMITS } from './limits';
import { StudioError } from '../contract/errors';
import { ownRoot } from './own-root';
import { refused } from './refusal';

configure({ useWebWorkers: false });

/** Reads at most so much at a time: the directory, not the files, which are streamed. */
class BoundedReader extends BlobReader {
  override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > LIMITS.directoryBytes) {
      return Promise.reject(refused('The directory of this archive is far too large.'));
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
      throw StudioError.from(error).code === 'file-unreadable'
        ? error
        : refused(
            'It is no whole archive: it ends too early, is damaged, or is of another kind.',
            error,
          );
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
    if (!entry) throw refused(`The file lacks its part ${quoted(name)}.`);
    if (entry.encrypted) throw refused('The file is locked with a password.');
    const size = entry.uncompressedSize;
    if (size > limit) {
      throw refused(`Its part ${quoted(name)} claims ${size} bytes; ${limit} at most are read.`);
    }
    const wrong = (found: string, cause?: unknown): Error =>
      refused(`Its part ${quoted(name)} is damaged: ${found}.`, cause);
    let bytes: Uint8Array<ArrayBuffer>;
    let at = 0;
    try {
      bytes = new Uint8Array(size);
      const sink = new WritableStream<Uint8Array>({
        write(piece) {
          if (at + piece.length > size) throw wrong(`it unpacks to more than ${size} bytes`);
          bytes.set(piece, at);
          at += piece.length;
        },
      });
      await entry.getData(sink, { checkSignature: true, checkOverlappingEntry: true });
    } catch (error) {
      throw wrong('it cannot be unpacked', error);
    }
    if (at !== size) throw wrong(`it unpacks to ${at} bytes instead of ${size}`);
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
    if (++count > LIMITS.entries) throw refused(`It holds more than ${LIMITS.entries} files.`);
    if (!isFile(entry)) continue;
    if (entries.has(entry.filename)) {
      throw refused(`It holds two files of the name ${quoted(entry.filename)}.`);
    }
    entries.set(entry.filename, entry);
    total += entry.uncompressedSize;
  }
  const most = Math.min(LIMITS.totalBytes, LIMITS.ratioFloor + fileBytes * LIMITS.ratio);
  if (!(total <= most)) {
    throw refused(`It claims to unpack to ${total} bytes, which no honest file of its size does.`);
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

/** A name from the file, short enough to be shown. */
const quoted = (name: string): string => `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`;
