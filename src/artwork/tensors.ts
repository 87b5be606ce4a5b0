import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { elements } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';

/**
 * The tensors of a network out of its numbers, one after another.
 * @param numbers float32; tensors are views of them.
 * @throws RangeError where there are more numbers or fewer than the network has.
 */
export function tensorsOf(spec: NetSpec, numbers: Float32Array<ArrayBuffer>): WeightTensor[] {
  let at = 0;
  const tensors = weightSpecs(spec).map(({ name, shape }): WeightTensor => {
    const end = at + elements(shape);
    const values = numbers.subarray(at, end);
    at = end;
    return { name, shape, values };
  });
  if (at === numbers.length) return tensors;
  throw new RangeError(`Numbers found: ${numbers.length}; the network has ${at}.`);
}
