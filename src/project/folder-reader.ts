import { shortName } from './fields';
import { StudioError } from '../contract/errors';
import type { LoosePart } from '../contract/transfers';
import type { PartsReader } from './archive-reader';
import { LIMITS } from './limits';
import { ownRoot } from './own-root';

/** A project or a generator that was unpacked: its files as they lie in their folder. */
export class FolderReader implements PartsReader {
  private readonly parts: ReadonlyMap<string, Blob>;

  /** @throws StudioError `file-unreadable` where there are far too many. */
  constructor(parts: readonly LoosePart[]) {
    if (parts.length > LIMITS.entries)
      throw new StudioError('folder-too-many-files', { most: LIMITS.entries });
    const root = ownRoot(parts.map(({ name }) => name));
    this.parts = new Map(
      parts
        .filter(({ name }) => name.startsWith(root))
        .map(({ name, file }) => [name.slice(root.length), file]),
    );
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  claimed(name: string): number {
    return this.parts.get(name)?.size ?? 0;
  }

  async read(name: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const part = this.parts.get(name);
    if (!part) throw new StudioError('folder-part-missing', { part: shortName(name) });
    if (part.size > limit) {
      throw new StudioError('folder-part-too-large', {
        part: shortName(name),
        bytes: part.size,
        most: limit,
      });
    }
    try {
      return new Uint8Array(await part.arrayBuffer());
    } catch (error) {
      throw new StudioError('folder-part-unreadable', { part: shortName(name) }, { cause: error });
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
