import { Stream, normal } from '../contract/random';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { elements } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';

/** Weights of a net that paints pictures of some contrast, as a trained one does: kernels as large as
 *  their inputs are many, statistics that differ from channel to channel. */
export const livelyWeights = (spec: NetSpec, seed: number): WeightTensor[] =>
  weightSpecs(spec).map(({ name, shape }, place) => {
    const drawn = normal(seed, Stream.GeneratorWeights, place, elements(shape));
    const role = name.split('/')[1];
    const scale = Math.sqrt(2 / elements(shape.slice(0, -1)));
    const values = Float32Array.from(drawn, (value) => {
      if (role === 'kernel') return 2 * scale * value;
      if (role === 'gamma' || role === 'movingVariance') return 1 + 0.3 * Math.tanh(value);
      return 0.2 * value;
    });
    return { name, shape: [...shape], values };
  });
