import { useEffect, useReducer } from 'react';
import type { KeptGenerator } from '../../contract/commands';
import type { Urgency } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { Rgba } from '../../store/explore/pictures';
import { useExplore, useExploreActions } from './explore-context';

/**
 * Pictures of these origins, each null until it is painted. What is not wanted any more before its turn
 * is never painted.
 * @param generator another one than the room's.
 */
export function usePictures(
  origins: readonly Origin[],
  urgency: Urgency,
  generator?: KeptGenerator,
): readonly (Rgba | null)[] {
  const actions = useExploreActions();
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const key = usePaintKey(origins, generator);
  useEffect(() => {
    const controller = new AbortController();
    // What was under way when it was not wanted any more is there all the same.
    actions.paint(origins, urgency, controller.signal, generator, redraw).catch(() => undefined);
    return () => controller.abort();
    // Origins and generator are made anew with each drawing; `key` tells when they are others.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, actions, urgency]);
  return origins.map((origin) => actions.painted(origin, generator));
}

/** Changes whenever other pictures are to be painted. */
export const usePaintKey = (origins: readonly Origin[], generator?: KeptGenerator): string =>
  useExplore((explore) =>
    JSON.stringify([
      generator ?? explore.generator,
      explore.opened !== null,
      explore.truncation,
      explore.vectors.size,
      origins.map(originText),
    ]),
  );

/** The same of one. */
export function usePicture(
  origin: Origin | null,
  urgency: Urgency,
  generator?: KeptGenerator,
): Rgba | null {
  return usePictures(origin ? [origin] : [], urgency, generator)[0] ?? null;
}
