import { StudioError } from '../contract/errors';
import type { TensorPlace } from '../contract/errors/engine';
import type { ModelState } from '../contract/records';
import { holdsWeights } from '../nets/model-state';

/** Numbers looked at in one go: some milliseconds. */
const SLICE = 2 ** 22;

/** What a lost device answers to every question. */
export const nothingButZeros = (): StudioError => new StudioError('engine-all-zeros');

/**
 * What is wrong with a state that was read back: a number that is not finite, as `numbers-bad`, or
 * nothing but zeros, as `device-lost`; null where it is sound.
 * @param between awaited after each slice of numbers, so that steps go on.
 */
export async function whatIsWrong(
  state: ModelState,
  between: () => Promise<void>,
): Promise<StudioError | null> {
  for (const [group, tensors] of Object.entries(state.tensors)) {
    let zero = holdsWeights(group) && tensors.length > 0;
    for (const { name, values } of tensors) {
      for (let begin = 0; begin < values.length; begin += SLICE) {
        const slice = values.subarray(begin, begin + SLICE);
        const bad = indexOfBad(slice);
        if (bad >= 0) return badNumber({ group, name }, slice[bad]!);
        zero &&= slice.every((value) => value === 0);
        await between();
      }
    }
    if (zero) return nothingButZeros();
  }
  return null;
}

/** Index of the first NaN or infinity; -1 where there is none. */
export function indexOfBad(values: Float32Array): number {
  // For both, and for no other number, x - x is not 0.
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return i;
  return -1;
}

const badNumber = (place: TensorPlace, value: number): StudioError =>
  new StudioError('tensor-not-finite', { ...place, value: String(value) });
