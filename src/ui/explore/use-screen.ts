import { useCallback, useEffect, useReducer, useState, type RefCallback } from 'react';
import { flushSync } from 'react-dom';
import { useExploreStore } from './explore-context';
import { Screen } from './screen';

export interface ScreenOnPage {
  readonly screen: Screen;
  /** For its canvas, which is another one with another key. */
  readonly key: number;
  readonly canvas: RefCallback<HTMLCanvasElement>;
}

/** A canvas of this component that pictures are shown on. */
export function useScreen(): ScreenOnPage {
  const store = useExploreStore();
  const [key, next] = useReducer((turn: number) => turn + 1, 0);
  const [screen] = useState(() => new Screen(store, () => flushSync(next)));
  useEffect(() => () => screen.close(), [screen]);
  const canvas = useCallback(
    (element: HTMLCanvasElement | null) => screen.stand(element),
    [screen],
  );
  return { screen, key, canvas };
}
