import type { Measurer } from '../contract/measuring';
import { measureFloor, measurePrepared, prepareReal, type PreparedReal } from './measure';

/** A measurer that computes on the thread that asks. */
export function measurerHere(): Measurer {
  let prepared: PreparedReal | null = null;
  return {
    prepare: (real, seed, generated) => {
      prepared = prepareReal(real, { seed });
      return Promise.resolve(measureFloor(prepared, generated));
    },
    measure: (generated, logits) => {
      if (!prepared) throw new Error('Real pictures are to be prepared first.');
      return Promise.resolve(measurePrepared(generated, prepared, logits));
    },
    close: () => (prepared = null),
  };
}
