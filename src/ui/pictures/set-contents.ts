import type { PictureSize } from '../../contract/picture-shape';
import type { DatasetRecord } from '../../contract/records';
import { skipText, words } from '../../words';

/** Indices of the pictures whose folders are ticked, in order: what the picture grid shows. */
export function shownPictures(set: DatasetRecord): Uint32Array {
  const off = new Set(set.untickedFolders);
  const all = Uint32Array.from(set.folderOf, (_, index) => index);
  return off.size === 0 ? all : all.filter((index) => !off.has(set.folderOf[index] ?? 0));
}

/** The list of skipped files as text, one to a line, ready to be pasted into a table. */
export function skippedText(set: Pick<DatasetRecord, 'skipped' | 'skippedCount'>): string {
  const lines = set.skipped.map(({ path, reason }) => `${path}\t${skipText(reason)}`);
  const more = set.skippedCount - set.skipped.length;
  if (more > 0) lines.push(words().pictures.skipped.more(more));
  return lines.join('\n');
}

/** Columns of a wall of `width` CSS pixels, edge to edge, tiles near `target` wide. */
export const columnsOf = (width: number, target: number): number =>
  Math.max(1, Math.round(width / target));

/** The least height of a tile, and the most, in CSS pixels; pictures longer than those are rare. */
const LOWEST = 24;
const TALLEST = 640;

/** Width a tile aims at, in CSS pixels. */
export function tileTarget({ height, width }: PictureSize, gridWidth: number): number {
  const usual = Math.min(Math.max(72, Math.min(width, 160) * 1.25), gridWidth / 4);
  const ratio = width / height;
  return Math.min(gridWidth, Math.max(LOWEST * ratio, Math.min(usual, TALLEST * ratio)));
}

/** Where the arrow keys lead on a wall, or null for keys that lead nowhere. */
export function roam(key: string, at: number, columns: number, total: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: total - 1,
    PageUp: at - 5 * columns,
    PageDown: at + 5 * columns,
  };
  const next = steps[key];
  if (next === undefined || total === 0) return null;
  if (key.startsWith('Page')) return Math.min(total - 1, Math.max(0, next));
  return next >= 0 && next < total ? next : at;
}
