import { useEffect, useState } from 'react';
import type { FilmFormat } from '../../contract/film';
import { lookOf, type FilmChoice } from '../../store/explore/film-order';
import { useActions } from '../studio-context';
import { useExplore } from './explore-context';

/** Long enough that a number is typed to its end, in milliseconds. */
const SETTLED = 300;

/** Which formats this browser writes at the chosen size and speed; null until that is known. */
export function useFormats(choice: FilmChoice): readonly FilmFormat[] | null {
  const actions = useActions();
  const shape = useExplore(({ opened }) => opened?.shape);
  const [known, setKnown] = useState<{ key: string; formats: readonly FilmFormat[] } | null>(null);
  // Even sides, as videos have them.
  const look = shape && lookOf({ ...choice, format: 'mp4' }, shape);
  const width = (look?.cell.width ?? 0) * choice.grid;
  const height = (look?.cell.height ?? 0) * choice.grid;
  const speed = look?.framesPerSecond ?? 0;
  const key = `${width} ${height} ${speed}`;
  useEffect(() => {
    if (!(width > 0 && height > 0 && speed > 0)) return;
    let current = true;
    const { films, report } = actions.exploring();
    const timer = setTimeout(() => {
      films.formats({ width, height }, speed).then((formats) => {
        if (current) setKnown({ key, formats });
      }, report);
    }, SETTLED);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, width, height, speed, actions]);
  // What was known of another size stands until it is known of this one.
  return known?.formats ?? null;
}
