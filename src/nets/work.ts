import type { GanSpec, NetSpec } from '../contract/net-spec';
import { elements, inferShapes, inputShapes } from './shapes';
import { weightSpecs } from './weights';

/** Multiplications of one picture's way through a net: those of its kernels, which are nearly all. */
export function multiplications(spec: NetSpec): number {
  const inputs = inputShapes(spec);
  const outputs = inferShapes(spec);
  return weightSpecs(spec)
    .filter(({ role }) => role === 'kernel')
    .reduce((sum, { layer, shape }) => {
      const { kind } = spec.layers[layer]!;
      if (kind === 'dense') return sum + elements(shape);
      // A kernel is applied at each place of the smaller side.
      const places = (kind === 'conv' ? outputs : inputs)[layer]!.slice(0, 2);
      return sum + elements(shape) * elements(places);
    }, 0);
}

/** Multiplications that a training step takes for one picture of its batch, at least. */
export const stepMultiplications = (gan: GanSpec): number =>
  GENERATOR_WAYS * multiplications(gan.generator) +
  DISCRIMINATOR_WAYS * multiplications(gan.discriminator);

/** Ways through each net that one step takes at least: there, and back to inputs and weights. */
const GENERATOR_WAYS = 3;
/** Real and generated pictures there and back, and the generator's step there and to its input. */
const DISCRIMINATOR_WAYS = 8;

/**
 * Pictures of a generator that take half as long as a training step, so that a run beside them never
 * waits for more than one step; one picture at least.
 */
export function picturesWithinStep(
  generator: NetSpec,
  trained: { readonly gan: GanSpec; readonly batchSize: number },
): number {
  const { gan, batchSize } = trained;
  const step = batchSize * stepMultiplications(gan);
  return Math.max(1, Math.floor(step / 2 / multiplications(generator)));
}
