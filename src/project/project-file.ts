import { shortName } from './fields';
import { StudioError } from '../contract/errors';
import { sha256Hex } from '../contract/sha256';
import type { PartsReader } from './archive-reader';
import { parseJson } from './json';
import { LIMITS } from './limits';
import { NAMES, restoreManifest, type Manifest } from './manifest';
import { migrateDocument, type DocumentKind } from './migrations';

/** An opened project: its manifest, and the parts that the manifest lists, each read once. */
export class ProjectFile {
  private readonly listed: Map<string, { readonly bytes: number; readonly sha256: string }>;
  /** Bytes of all parts, as the manifest has them. */
  readonly total: number;
  /** Bytes read so far. */
  done = 0;

  private constructor(
    private readonly archive: PartsReader,
    readonly manifest: Manifest,
    private readonly version: number,
  ) {
    this.listed = new Map(manifest.files.map((file) => [file.name, file]));
    if (this.listed.size !== manifest.files.length) {
      throw new StudioError('file-part-listed-twice');
    }
    this.total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { name, bytes } of manifest.files) {
      if (archive.claimed(name) === bytes) continue;
      throw new StudioError('file-part-of-other-size', {
        part: shortName(name),
        bytes,
        found: archive.claimed(name),
      });
    }
  }

  /** @throws StudioError `file-unreadable`, `file-newer`. */
  static async open(archive: PartsReader): Promise<ProjectFile> {
    const bytes = await archive.read(NAMES.manifest, LIMITS.jsonBytes);
    const { manifest, version } = restoreManifest(parseJson(bytes, 'file-manifest'));
    return new ProjectFile(archive, manifest, version);
  }

  /** One part whose size and checksum are those of the manifest. A part is read once: whoever refers
   *  to one twice wants to make much of little. */
  async bytes(name: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = this.listed.get(name);
    if (!file) throw new StudioError('file-part-missing', { part: shortName(name) });
    this.listed.delete(name);
    const bytes = await this.archive.read(name, limit);
    if ((await sha256Hex(bytes)) !== file.sha256) {
      throw new StudioError('file-part-damaged', { part: shortName(name), damage: 'checksum' });
    }
    this.done += bytes.length;
    return bytes;
  }

  /** One part as JSON of today's version, still to be checked. */
  async json(name: string, kind: DocumentKind): Promise<unknown> {
    const bytes = await this.bytes(name, LIMITS.jsonBytes);
    return migrateDocument(kind, parseJson(bytes, `file-part "${name}"`), this.version);
  }
}
