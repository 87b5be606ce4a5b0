import {
  GENERATOR_GROUPS,
  type DirectionRecord,
  type FavouriteRecord,
  type GeneratorGroup,
} from '../contract/records';
import { count, floats, id, oneOf, refuse, shape, text, type Check } from './check';
import { allFinite } from './numbers';
import { one } from './restore';

/** Longer than any latent. */
const MOST_NUMBERS = 2 ** 16;

/** float32 [size], each a number. */
const vector: Check<Float32Array<ArrayBuffer>> = (value, where) => {
  const found = floats(value, where);
  if (found.length > MOST_NUMBERS) {
    return refuse(where, { is: 'list-up-to', most: MOST_NUMBERS }, found.length);
  }
  return allFinite(found) ? found : refuse(where, { is: 'number' }, 'other');
};

export const favourite = shape<FavouriteRecord>({
  runId: id,
  keptAt: count,
  name: text,
  epoch: count,
  weights: oneOf<GeneratorGroup>(GENERATOR_GROUPS),
  origin: text,
  latent: vector,
});

export const direction = shape<DirectionRecord>({ runId: id, keptAt: count, name: text, vector });

export const restoreFavourite = one(favourite, 'favourite', 'run-missing');
export const restoreDirection = one(direction, 'direction', 'run-missing');
