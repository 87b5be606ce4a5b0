import {
  BlobReader,
  BlobWriter,
  ERR_ENCRYPTED,
  ZipReader,
  type Entry,
  type FileEntry,
} from '@zip.js/zip.js';
import type { ArchiveEntry } from '../../contract/decode';
import { skipReason } from '../../contract/skip-reasons';
import { comparePaths } from '../files/natural-order';
import { isSystemFile } from '../files/system-files';

/** What was unpacked, or why it was not. */
export type Unpacked =
  | { readonly kind: 'file'; readonly blob: Blob }
  | { readonly kind: 'refused'; readonly reason: string };

/** A picture in an archive is unpacked into memory whole; larger ones are refused. */
export const MAX_FILE_BYTES = 512 * 2 ** 20;

/** Whether so much cannot come out of a file of so many bytes, unless somebody means harm: pictures
 *  hardly pack at all, plain ones and drawings up to some hundred to one. */
export const unpacksTooFar = (packed: number, unpacked: number): boolean =>
  unpacked > 2 ** 23 + 200 * packed;

/**
 * Reads ZIP files by random access: the directory, then one entry at a time, so that memory stays
 * bounded however large the archive is. The newest archive stays open.
 */
export class ZipFiles {
  private open: { path: string; entries: Promise<Entry[]>; reader: ZipReader<Blob> } | null = null;

  private entries(path: string, archive: Blob): Promise<Entry[]> {
    if (this.open?.path === path) return this.open.entries;
    void this.close();
    const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
    this.open = { path, reader, entries: reader.getEntries() };
    return this.open.entries;
  }

  /** Files in natural order, folders and system files left out; null where it is damaged. */
  async list(path: string, archive: Blob): Promise<ArchiveEntry[] | null> {
    try {
      return (await this.entries(path, archive))
        .map((entry, index) => ({ ...nameOf(entry), entry: index }))
        .filter((item) => !item.directory && !isSystemFile(item.name))
        .sort((a, b) => comparePaths(a.name, b.name))
        .map((item) => ({ path: `${path}/${item.name}`, entry: item.entry }));
    } catch {
      return null;
    }
  }

  async unpack(path: string, archive: Blob, index: number): Promise<Unpacked> {
    try {
      const entry = (await this.entries(path, archive))[index];
      if (!entry || entry.directory) return refused(skipReason.zipEntryDamaged());
      if (entry.encrypted) return refused(skipReason.zipLocked());
      if (entry.uncompressedSize > MAX_FILE_BYTES) {
        return refused(skipReason.tooManyBytes(entry.uncompressedSize));
      }
      if (unpacksTooFar(entry.compressedSize, entry.uncompressedSize)) {
        return refused(skipReason.unpacksTooFar(entry.uncompressedSize));
      }
      return { kind: 'file', blob: await dataOf(entry) };
    } catch (error) {
      const locked = error instanceof Error && error.message === ERR_ENCRYPTED;
      return refused(locked ? skipReason.zipLocked() : skipReason.zipEntryDamaged());
    }
  }

  async close(): Promise<void> {
    const open = this.open;
    this.open = null;
    await open?.reader.close().catch(() => undefined);
  }
}

const refused = (reason: string): Unpacked => ({ kind: 'refused', reason });

/** Some Windows tools separate folders by backslashes. */
const nameOf = (entry: Entry): { name: string; directory: boolean } => ({
  name: entry.filename.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, ''),
  directory: entry.directory,
});

const dataOf = (entry: FileEntry): Promise<Blob> =>
  entry.getData(new BlobWriter(), { useWebWorkers: false, checkSignature: true });
