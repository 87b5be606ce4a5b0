import type { ProgramPart } from '../contract/errors/studio';
import { fetchPart } from '../contract/fetch-part';

/** A part of the page's program that does not come with the first load. */
export interface Part<T> {
  /** The part, fetched where it is not there; after a failure once more.
   *  @throws StudioError('part-missing'). */
  load(): Promise<T>;
  /** The same, but a failure stays one until `forgetMissingParts`: for drawing, which asks often. */
  kept(): Promise<T>;
  /** What was loaded; null before. */
  readonly loaded: T | null;
}

interface Known {
  load(): Promise<unknown>;
  forgetFailure(): void;
}

const all = new Set<Known>();

/**
 * Makes a part known, so that it is fetched once the page is at rest [PAGE8].
 * @param load does nothing but `import()`.
 */
export function part<T>(name: ProgramPart, load: () => Promise<T>): Part<T> {
  let promise: Promise<T> | null = null;
  let failed = false;
  const one = {
    loaded: null as T | null,
    load() {
      one.forgetFailure();
      return one.kept();
    },
    kept: () =>
      (promise ??= fetchPart(name, load).then(
        (value) => (one.loaded = value),
        (error: unknown) => {
          failed = true;
          throw error;
        },
      )),
    forgetFailure() {
      if (failed) promise = null;
      failed = false;
    },
  };
  all.add(one);
  return one;
}

/**
 * Loads all parts, also those that are made known by parts, one after another.
 * @param rest waited for between two of them, so that the page stays smooth.
 * @returns how many are still missing.
 */
export async function loadParts(rest: () => Promise<void>): Promise<number> {
  let missing = 0;
  for (const one of all) {
    await rest();
    await one.load().catch(() => {
      missing += 1;
      one.forgetFailure();
    });
  }
  return missing;
}

/** Lets parts that could not be fetched be asked for again. */
export function forgetMissingParts(): void {
  for (const one of all) one.forgetFailure();
}
