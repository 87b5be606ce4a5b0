import type { KeptGenerator } from '../../contract/commands';
import { inOne, truncated } from '../../explore/latents';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import { latentIn } from './latent-in';
import type { ExploreState } from './model';

/** What tells one picture of a generator from all others. */
export function pictureKey(
  { truncation, vectors }: Pick<ExploreState, 'truncation' | 'vectors'>,
  origin: Origin,
  { runId, epoch, weights }: KeptGenerator,
): string {
  const text = originText(origin);
  // A picture that was moved along directions hangs on which of them are known.
  const known = text.includes('moved') ? [...vectors.keys()].join() : '';
  return [runId, epoch, weights, truncation, known, text].join(' ');
}

/** float32 [count, latentSize]: what the generator paints them from. */
export const latentsOf = (
  state: Pick<ExploreState, 'opened' | 'truncation' | 'vectors' | 'favourites'>,
  origins: readonly Origin[],
): Float32Array<ArrayBuffer> =>
  inOne(origins.map((origin) => truncated(latentIn(state, origin), state.truncation)));
