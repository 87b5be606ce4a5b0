import {
  BlobReader,
  BlobWriter,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_INVALID_PASSWORD,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  ZipReader,
  configure,
  type Entry,
  type FileEntry,
} from '@zip.js/zip.js';
import deflate64Url from '@zip.js/zip.js/dist/zip-module.wasm?url';
import type { ArchiveEntry } from '../../contract/decode';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { comparePaths } from '../files/natural-order';
import { isSystemFile } from '../files/system-files';
import { asUtf8, decodeNames, isFolderName, showName, type RawName } from './entry-names';

// What unpacks Deflate64. The library would fetch it from a `data:` address, which the page's policy
// refuses; in Node, where there is no address to fetch from, it still does.
if (typeof globalThis.location === 'object') configure({ wasmURI: deflate64Url });

/** What was unpacked, or why it was not. */
export type Unpacked =
  | { readonly kind: 'file'; readonly blob: Blob }
  | { readonly kind: 'refused'; readonly reason: SkipReason };

/** What a ZIP file holds, or why it cannot be read. */
export type ListedZip =
  | { readonly kind: 'listed'; readonly entries: readonly ArchiveEntry[] }
  | { readonly kind: 'refused'; readonly reason: SkipReason };

/** A picture in an archive is unpacked into memory whole; larger ones are refused. */
export const MAX_FILE_BYTES = 512 * 2 ** 20;

/** Whether so much cannot come out of a file of so many bytes, unless somebody means harm: pictures
 *  hardly pack at all, plain ones and drawings up to some hundred to one. */
export const unpacksTooFar = (packed: number, unpacked: number): boolean =>
  unpacked > 2 ** 23 + 200 * packed;

/** Compression methods by their numbers (PKWARE APPNOTE, 4.4.5); those not named here are unpacked or unknown. */
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  2: 'Reduce',
  3: 'Reduce',
  4: 'Reduce',
  5: 'Reduce',
  6: 'Implode',
  10: 'PKWARE Implode',
  12: 'BZip2',
  14: 'LZMA',
  16: 'IBM CMPSC',
  18: 'IBM TERSE',
  19: 'IBM LZ77',
  20: 'Zstandard',
  93: 'Zstandard',
  94: 'MP3',
  95: 'XZ',
  96: 'WinZip JPEG',
  97: 'WavPack',
  98: 'PPMd',
};

/** Stored, Deflate, Deflate64. */
const READABLE = [0, 8, 9];

/** The languages that the reader asks for, as the browser tells them. */
const readerLanguages = (): readonly string[] => globalThis.navigator?.languages ?? [];

/**
 * Reads ZIP files by random access: the directory, then one entry at a time, so that memory stays
 * bounded however large the archive is. The newest archive stays open.
 */
export class ZipFiles {
  private open: { path: string; entries: Promise<Entry[]>; reader: ZipReader<Blob> } | null = null;

  /** @param languages as in `navigator.languages`; names without an encoding are guessed by them. */
  constructor(private readonly languages: readonly string[] = readerLanguages()) {}

  private entries(path: string, archive: Blob): Promise<Entry[]> {
    if (this.open?.path === path) return this.open.entries;
    void this.close();
    // Names are only text here: none is refused, and none costs the others their archive.
    const options = { useWebWorkers: false, strictness: 'tolerant' } as const;
    const reader = new ZipReader(new BlobReader(archive), options);
    this.open = { path, reader, entries: reader.getEntries() };
    return this.open.entries;
  }

  /** Files in natural order, folders and system files left out; why not, where it cannot be read. */
  async list(path: string, archive: Blob): Promise<ListedZip> {
    try {
      const all = await this.entries(path, archive);
      const names = decodeNames(all.map(rawName), this.languages);
      const entries = all
        .flatMap((entry, index) =>
          entry.directory || isFolderName(names[index]!)
            ? []
            : [{ name: showName(names[index]!), entry: index }],
        )
        .filter(({ name }) => !isSystemFile(name))
        .sort((a, b) => comparePaths(a.name, b.name))
        .map(({ name, entry }) => ({ path: `${path}/${name}`, entry }));
      return { kind: 'listed', entries };
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return refused(skipReason('zip-locked'));
      return refused(
        message === ERR_SPLIT_ZIP_FILE ? skipReason('zip-split') : skipReason('zip-damaged'),
      );
    }
  }

  async unpack(path: string, archive: Blob, index: number): Promise<Unpacked> {
    try {
      const entry = (await this.entries(path, archive))[index];
      if (!entry || entry.directory) return refused(skipReason('zip-entry-damaged'));
      if (entry.encrypted) return refused(skipReason('zip-locked'));
      const method = entry.compressionMethod;
      if (!READABLE.includes(method)) {
        return refused(skipReason('zip-method', { method: METHODS[method] ?? method }));
      }
      if (entry.uncompressedSize > MAX_FILE_BYTES) {
        return refused(skipReason('too-many-bytes', { bytes: entry.uncompressedSize }));
      }
      if (unpacksTooFar(entry.compressedSize, entry.uncompressedSize)) {
        return refused(skipReason('unpacks-too-far', { bytes: entry.uncompressedSize }));
      }
      return { kind: 'file', blob: await dataOf(entry) };
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      if (LOCKED.includes(message)) return refused(skipReason('zip-locked'));
      if (message === ERR_UNSUPPORTED_COMPRESSION)
        return refused(skipReason('zip-method', { method: null }));
      return refused(skipReason('zip-entry-damaged'));
    }
  }

  async close(): Promise<void> {
    const open = this.open;
    this.open = null;
    await open?.reader.close().catch(() => undefined);
  }
}

const LOCKED = [ERR_ENCRYPTED, ERR_INVALID_PASSWORD, ERR_UNSUPPORTED_ENCRYPTION];

const refused = (reason: SkipReason) => ({ kind: 'refused', reason }) as const;

/** A name that says that it is UTF-8 and is not is as good as one that says nothing. */
function rawName(entry: Entry): RawName {
  const bytes = entry.rawFilename;
  if (entry.extraFieldUnicodePath?.valid) return { bytes, stated: entry.filename };
  return { bytes, stated: entry.bitFlag?.languageEncodingFlag ? asUtf8(bytes) : null };
}

const dataOf = (entry: FileEntry): Promise<Blob> =>
  entry.getData(new BlobWriter(), { useWebWorkers: false, checkSignature: true });
