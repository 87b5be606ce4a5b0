import { BlobReader, BlobWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { NAMES } from '../../project/manifest';
import { sha256Hex } from '../../contract/sha256';

export type Bytes = Uint8Array<ArrayBuffer>;
/** Files by name, in their order. */
export type Files = Map<string, Bytes>;

/** The files of a ZIP of our own. */
export async function unpack(archive: Blob): Promise<Files> {
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  const files: Files = new Map();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const blob = await entry.getData(new BlobWriter(), { useWebWorkers: false });
    files.set(entry.filename, new Uint8Array(await blob.arrayBuffer()));
  }
  return files;
}

/** @param level 0 stores, 6 packs. */
export async function pack(
  files: Iterable<readonly [string, Bytes]>,
  level: number | ((name: string) => number) = 0,
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, bytes] of files) {
    const by = typeof level === 'number' ? level : level(name);
    await writer.add(name, new BlobReader(new Blob([bytes])), { level: by });
  }
  return writer.close();
}

export const encode = (text: string): Bytes => new TextEncoder().encode(text);
export const parse = (bytes: Bytes | undefined): unknown =>
  JSON.parse(new TextDecoder().decode(bytes));

/** A project's manifest with the sizes and checksums that its files have now, so that what was
 *  done to them is not noticed by those. */
export async function resign(files: Files): Promise<void> {
  const manifest = parse(files.get(NAMES.manifest)) as { files: unknown };
  const listed = [];
  for (const [name, bytes] of files) {
    if (name === NAMES.manifest) continue;
    listed.push({ name, bytes: bytes.length, sha256: await sha256Hex(bytes) });
  }
  files.set(NAMES.manifest, encode(JSON.stringify({ ...manifest, files: listed })));
}
