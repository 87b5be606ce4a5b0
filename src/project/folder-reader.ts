import type { LoosePart } from '../contract/transfers';
import type { PartsReader } from './archive-reader';
import { LIMITS } from './limits';
import { ownRoot } from './own-root';
import { refused } from './refusal';

/** A project or a generator that was unpacked: its files as they lie in their folder. */
export class FolderReader implements PartsReader {
  private readonly parts: ReadonlyMap<string, Blob>;

  /** @throws StudioError `file-unreadable` where there are far too many. */
  constructor(parts: readonly LoosePart[]) {
    if (parts.length > LIMITS.entries) throw refused(`It is more than ${LIMITS.entries} files.`);
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
    if (!part) throw refused(`The folder lacks the file "${name.slice(0, 60)}".`);
    if (part.size > limit) {
      throw refused(
        `Its file "${name.slice(0, 60)}" has ${part.size} bytes; ${limit} at most are read.`,
      );
    }
    try {
      return new Uint8Array(await part.arrayBuffer());
    } catch (error) {
      throw refused(`Its file "${name.slice(0, 60)}" could not be read.`, error);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
