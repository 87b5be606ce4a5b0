import { isSystemFile } from './system-files';

/** One fixed language, so that an order is the same on every machine. */
const collator = new Intl.Collator('en', { numeric: true });

/** "2.jpg" before "10.jpg"; equal to the collator, then by code unit. */
export function comparePaths(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Indices of the paths in natural order, system files left out. */
export function orderPaths(paths: readonly string[]): Uint32Array<ArrayBuffer> {
  const kept = paths.flatMap((path, index) => (isSystemFile(path) ? [] : [index]));
  return Uint32Array.from(kept.sort((a, b) => comparePaths(paths[a]!, paths[b]!) || a - b));
}
