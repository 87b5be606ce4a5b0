import { yieldToMessages } from '../../contract/yielding';
import { isSystemFile } from './system-files';

/** One fixed language, so that an order is the same on every machine. */
const collator = new Intl.Collator('en', { numeric: true });

/** "2.jpg" before "10.jpg"; equal to the collator, then by code unit. */
export function comparePaths(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Paths compared at one go: a few milliseconds of work. */
const SLICE = 2048;

/**
 * Files in natural order, system files left out; files of equal paths stay in the order they came.
 * Sorts in slices, between which the thread is given back: a large folder takes a second in all.
 * @param pause called between two slices.
 */
export async function inNaturalOrder<T extends { readonly path: string }>(
  files: readonly T[],
  pause: () => Promise<void> = yieldToMessages,
): Promise<T[]> {
  const kept = files.filter(({ path }) => !isSystemFile(path));
  let runs: T[][] = [];
  for (let at = 0; at < kept.length; at += RUN) {
    if (at > 0) await pause();
    runs.push(kept.slice(at, at + RUN).sort((a, b) => comparePaths(a.path, b.path)));
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(await merged(runs[i]!, runs[i + 1] ?? [], pause));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Files sorted at one go; each takes some ten comparisons. */
const RUN = SLICE / 8;

/** One sorted list of two; of equals, those of the first come first. */
async function merged<T extends { readonly path: string }>(
  first: readonly T[],
  second: readonly T[],
  pause: () => Promise<void>,
): Promise<T[]> {
  if (second.length === 0) return [...first];
  const all: T[] = [];
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    all.push(comparePaths(first[i]!.path, second[j]!.path) <= 0 ? first[i++]! : second[j++]!);
    if (all.length % SLICE === 0) await pause();
  }
  for (; i < first.length; i++) all.push(first[i]!);
  for (; j < second.length; j++) all.push(second[j]!);
  return all;
}
