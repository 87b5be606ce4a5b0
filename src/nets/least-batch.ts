import type { GanSpec } from '../contract/net-spec';
import { elements, inputShapes } from './shapes';

/**
 * Fewest pictures that every batch norm of the nets can go by. One that has a single number to a
 * channel, as behind a dense layer with a batch of one, finds that number to be the mean: nothing of
 * its input is left.
 */
export function leastBatch({ generator, discriminator }: GanSpec): 1 | 2 {
  const single = [generator, discriminator].some((net) => {
    const shapes = inputShapes(net);
    return net.layers.some(
      ({ kind }, index) => kind === 'batchNorm' && elements(shapes[index]!.slice(0, -1)) === 1,
    );
  });
  return single ? 2 : 1;
}

/** The batch as wanted, or the largest power of two that a smaller set can fill. */
export const fittedBatch = (wanted: number, pictures: number): number =>
  pictures > 0 && wanted > pictures ? 2 ** Math.floor(Math.log2(pictures)) : wanted;
