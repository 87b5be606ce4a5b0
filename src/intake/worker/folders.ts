import { MOST_FOLDERS } from '../../contract/pictures';
import type { FolderCount } from '../../contract/records';
import { sharedTop } from '../shared/top-folder';

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
