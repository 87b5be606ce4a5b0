import { useEffect } from 'react';
import type { KeptGenerator } from '../../contract/commands';
import type { Verdicts } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import { judging, judgingKey, verdictOn } from '../../store/explore/verdicts';
import { useExplore, useExploreStore, useVerdictsOf, useVerdictsStore } from './explore-context';

/**
 * What the discriminator says of pictures, each null until it is known. What is not wanted any more before
 * its turn is never judged.
 * @param wanted whether it is asked; nothing is told where it is not.
 * @param generator that painted them, where it is another one than the room's.
 */
export function useVerdicts(
  origins: readonly Origin[],
  wanted: boolean,
  generator?: KeptGenerator,
): readonly (Verdicts | null)[] {
  const store = useVerdictsStore();
  const explore = useExploreStore();
  const actions = useVerdictsOf((all) => all.actions);
  const by = useVerdictsOf(({ kept, chosen }) => JSON.stringify([kept, chosen]));
  const verdicts = useVerdictsOf((all) => (wanted ? all.verdicts : null));
  const key = useExplore((room) =>
    JSON.stringify([
      judgingKey(store.getState(), room),
      room.opened !== null,
      room.vectors.size,
      generator,
      origins.map(originText),
    ]),
  );
  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    void actions.judge(origins, controller.signal, generator);
    return () => controller.abort();
    // Origins and generator are made anew with each drawing; `key` and `by` tell when they, or what judges, are others.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, by, actions, wanted]);
  if (!verdicts) return [];
  const all = { ...store.getState(), verdicts };
  return origins.map((origin) => verdictOn(all, explore.getState(), origin, generator));
}

/** The step of the checkpoint whose discriminator judges what is explored; null where none is kept. */
export function useJudgeStep(): number | null {
  const kept = useVerdictsOf((verdicts) => verdicts.kept);
  const chosen = useVerdictsOf((verdicts) => verdicts.chosen);
  const generator = useExplore((explore) => explore.generator);
  return judging({ kept, chosen }, { generator })?.step ?? null;
}
