import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { SampleRecord } from '../../contract/records';
import { useShortcuts } from '../frame/use-shortcuts';
import { STILL, film, indexOf, type Film, type FilmAction } from './film';

export interface FilmControls {
  readonly state: Film;
  readonly index: number;
  readonly sample: SampleRecord | null;
  /** True while the newest is shown and new ones take its place. */
  readonly following: boolean;
  readonly act: (action: FilmAction) => void;
}

/** The history of grids as a film, with its keys. */
export function useFilm(samples: readonly SampleRecord[]): FilmControls {
  const { length } = samples;
  const [state, dispatch] = useReducer(film, STILL);
  const act = useCallback((action: FilmAction) => dispatch({ ...action, length }), [length]);
  const index = indexOf(state, length);
  useEffect(() => {
    if (!state.playing) return;
    const timer = setInterval(() => act({ type: 'frame' }), 1000 / state.speed);
    return () => clearInterval(timer);
  }, [state.playing, state.speed, act]);
  useShortcuts({
    back: () => act({ type: 'move', by: -1 }),
    forward: () => act({ type: 'move', by: 1 }),
    first: () => act({ type: 'show', index: 0 }),
    last: () => act({ type: 'newest' }),
    film: () => act({ type: 'toggle' }),
  });
  const sample = samples[index] ?? null;
  return useMemo(
    () => ({ state, index, sample, following: state.at === null, act }),
    [state, index, sample, act],
  );
}
