import type { NetSpec } from '../contract/net-spec';
import { normal, uniform } from '../contract/random';
import type { WeightTensor } from '../contract/records';
import { elements } from './shapes';
import { weightSpecs, type WeightSpec } from './weights';

/**
 * The weights a net starts from, in the order of `weightSpecs`.
 *
 * Tensor i takes the numbers of (seed, stream, step i) in row-major order of its own layout.
 * @param stream Stream.GeneratorWeights or Stream.DiscriminatorWeights.
 */
export function initialWeights(spec: NetSpec, seed: number, stream: number): WeightTensor[] {
  return weightSpecs(spec).map((weight, step) => ({
    name: weight.name,
    shape: weight.shape,
    values: initialValues(weight, seed, stream, step),
  }));
}

function initialValues(
  weight: WeightSpec,
  seed: number,
  stream: number,
  step: number,
): Float32Array<ArrayBuffer> {
  const count = elements(weight.shape);
  const { initializer } = weight;
  if (initializer === null) {
    const ones = weight.role === 'gamma' || weight.role === 'movingVariance';
    return new Float32Array(count).fill(ones ? 1 : 0);
  }
  switch (initializer.kind) {
    case 'glorotUniform': {
      const limit = Math.sqrt(6 / (weight.fanIn + weight.fanOut));
      return own(uniform(seed, stream, step, count, -limit, limit));
    }
    case 'fanInUniform': {
      const limit = 1 / Math.sqrt(weight.fanIn);
      return own(uniform(seed, stream, step, count, -limit, limit));
    }
    case 'normal':
      return own(normal(seed, stream, step, count, initializer.deviation));
    default:
      return initializer satisfies never;
  }
}

/** Typed as over an ArrayBuffer, which can be stored and transferred; copies only where it is not. */
function own(values: Float32Array): Float32Array<ArrayBuffer> {
  const { buffer } = values;
  return buffer instanceof ArrayBuffer
    ? new Float32Array(buffer, values.byteOffset, values.length)
    : new Float32Array(values);
}
