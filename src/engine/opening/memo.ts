import type { OpenedEngine } from '../engine';
import type { EngineMemo } from '../model';

/** Remembers as long as the page is there. */
export function passingMemo(): EngineMemo {
  const known = new Map<string, string>();
  return {
    remember: (key) => known.get(key) ?? null,
    memorise: (key, value) => void known.set(key, value),
  };
}

/** What was the fastest on one adapter says nothing about another. */
export function memoOf(
  memo: EngineMemo,
  { engine, adapter }: Pick<OpenedEngine['report'], 'engine' | 'adapter'>,
): EngineMemo {
  const place = (key: string): string => `${engine}, ${adapter}: ${key}`;
  return {
    remember: (key) => memo.remember(place(key)),
    memorise: (key, value) => memo.memorise(place(key), value),
  };
}
