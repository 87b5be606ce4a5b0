import type { OpenedEngine } from '../engine';
import type { TuningCache } from '../model';

/** Remembers as long as the page is there. */
export function passingTuningCache(): TuningCache {
  const known = new Map<string, string>();
  return {
    read: (key) => known.get(key) ?? null,
    write: (key, value) => void known.set(key, value),
  };
}

/** What was the fastest on one adapter says nothing about another. */
export function memoOf(
  tuning: TuningCache,
  { engine, adapter }: Pick<OpenedEngine['report'], 'engine' | 'adapter'>,
): TuningCache {
  const place = (key: string): string => `${engine}, ${adapter}: ${key}`;
  return {
    read: (key) => tuning.read(place(key)),
    write: (key, value) => tuning.write(place(key), value),
  };
}
