import type { Latent } from '../../explore/latents';
import { latentOf, type Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { ExploreState } from './model';

/**
 * The latent of a picture in the room, float32 [latentSize]. A favourite has the one that was kept
 * with it, also as a parent of others, whatever became of the directions that led to it [EXP7].
 */
export function latentIn(
  { opened, vectors, favourites }: Pick<ExploreState, 'opened' | 'vectors' | 'favourites'>,
  origin: Origin,
): Latent {
  const size = opened?.latentSize ?? 0;
  const byText = new Map(favourites.map((favourite) => [favourite.origin, favourite.latent]));
  const kept = (one: Origin): Latent | undefined => {
    const latent = byText.size === 0 ? undefined : byText.get(originText(one));
    return latent?.length === size ? latent : undefined;
  };
  return latentOf(origin, size, (name) => vectors.get(name), kept);
}
