import { LARGEST_SEED } from '../../contract/random';
import { exploreWords } from '../../words/explore';
import { useExplore, useVerdictsOf } from './explore-context';
import { TileWall } from './TileWall';

/** Pictures by seed, without an end. */
export function Wall() {
  const firstSeed = useExplore((explore) => explore.firstSeed);
  const shown = useVerdictsOf((verdicts) => verdicts.shown);
  return (
    <TileWall
      label={exploreWords().wallLabel}
      count={LARGEST_SEED - firstSeed + 1}
      originAt={(place) => ({ kind: 'seed', seed: firstSeed + place })}
      turn={String(firstSeed)}
      scored={shown}
    />
  );
}
