import type { OpenedEngine } from '../engine';
import type { EngineMemo } from '../model';

/** Remembers as long as the page is there. */
export function passingMemo(): EngineMemo {
  const known = new Map<string, string>();
  return {
    read: (key) => known.get(key) ?? null,
    write: (key, value) => void known.set(key, value),
  };
}

/** What was the fastest on one adapter says nothing about another. */
export function memoOf(
  memo: EngineMemo,
  { engine, adapter }: Pick<OpenedEngine['report'], 'engine' | 'adapter'>,
): EngineMemo {
  const place = (key: string): string => `${engine}, ${adapter}: ${key}`;
  return {
    read: (key) => memo.read(place(key)),
    write: (key, value) => memo.write(place(key), value),
  };
}
