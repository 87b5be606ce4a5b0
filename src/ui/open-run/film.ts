/** Which grid of the history is shown, and whether the film runs. Pure. */
export interface Film {
  /** Index into the samples; null follows the newest. */
  readonly at: number | null;
  readonly playing: boolean;
  /** Grids per second. */
  readonly speed: number;
}

export const SPEEDS = [2, 5, 12, 25] as const;
export const STILL: Film = { at: null, playing: false, speed: 5 };

export type FilmAction =
  | { readonly type: 'show'; readonly index: number }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'newest' }
  | { readonly type: 'toggle' }
  | { readonly type: 'frame' }
  | { readonly type: 'speed'; readonly speed: number };

/** `length`: number of samples there are now. */
export function film(state: Film, action: FilmAction & { readonly length: number }): Film {
  const last = action.length - 1;
  const here = indexOf(state, action.length);
  /** Back at the newest, the film follows training again. */
  const to = (index: number): Film => {
    const at = Math.min(last, Math.max(0, index));
    return { ...state, at: at >= last ? null : at };
  };
  switch (action.type) {
    case 'show':
      return { ...to(action.index), playing: false };
    case 'move':
      return { ...to(here + action.by), playing: false };
    case 'newest':
      return { ...state, at: null, playing: false };
    case 'toggle':
      if (state.playing || last < 1) return { ...state, playing: false };
      return { ...state, playing: true, at: state.at ?? 0 };
    case 'frame':
      return { ...to(here + 1), playing: here + 1 < last };
    case 'speed':
      return { ...state, speed: action.speed };
  }
}

/** Index that is shown; -1 where there is none. */
export const indexOf = (state: Film, length: number): number =>
  Math.min(state.at ?? length - 1, length - 1);

/**
 * The sample for an epoch asked for with the slider: the first of that epoch, else the nearest in
 * the direction of travel.
 * @param epochs of the samples, ascending
 */
export function indexAt(epochs: readonly number[], wanted: number, here: number): number {
  const exact = epochs.indexOf(wanted);
  if (exact >= 0) return exact;
  const forward = wanted > (epochs[here] ?? 0);
  const after = epochs.findIndex((epoch) => epoch > wanted);
  if (forward) return after >= 0 ? after : epochs.length - 1;
  return Math.max(0, (after >= 0 ? after : epochs.length) - 1);
}
