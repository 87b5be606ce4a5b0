import { MOST_FOLDERS } from '../../contract/pictures';
import type { FolderCount } from '../../contract/records';

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Gathers the folders of pictures as they come, in the order of their first pictures. */
export class Folders {
  private readonly indices = new Map<string, number>();
  private readonly counts: number[] = [];

  /** Counts a picture. @returns the index of its folder. */
  add(path: string): number {
    let folder = parent(path);
    let index = this.indices.get(folder);
    while (index === undefined && this.counts.length >= MOST_FOLDERS && folder !== '') {
      folder = parent(folder);
      index = this.indices.get(folder);
    }
    if (index === undefined) {
      index = this.counts.length;
      this.indices.set(folder, index);
      this.counts.push(0);
    }
    this.counts[index]! += 1;
    return index;
  }

  /** Folders relative to what was dropped: a top folder that all share is left off. */
  list(): FolderCount[] {
    const paths = [...this.indices.keys()];
    const top = sharedTop(paths.map((path) => `${path}/`));
    const cut = top === null ? 0 : top.length + 1;
    return paths.map((path, i) => ({ path: path.slice(cut), count: this.counts[i]! }));
  }
}

/** The first part that all '/'-separated paths share as a folder, or null. */
export function sharedTop(paths: readonly string[]): string | null {
  const first = paths[0];
  const end = first?.indexOf('/') ?? -1;
  if (first === undefined || end <= 0) return null;
  const prefix = first.slice(0, end + 1);
  return paths.every((path) => path.startsWith(prefix)) ? first.slice(0, end) : null;
}

/** A name for a set whose person gave none: its folder's, its only file's, or "Pictures". */
export function nameSet(given: string, paths: readonly string[]): string {
  const name = given.trim();
  if (name) return name;
  const only = paths.length === 1 ? paths[0]! : '';
  const file = only.slice(only.lastIndexOf('/') + 1).replace(/(?:\.\w{1,5}){1,2}$/, '');
  return sharedTop(paths) ?? (file || 'Pictures');
}
