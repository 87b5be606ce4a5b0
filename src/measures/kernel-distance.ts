import { products } from './products';
import type { Features } from './random-features';

/** (x.y / d + 1)^3, the kernel of the Kernel Inception Distance (Binkowski et al. 2018). */
const kernel = (product: number, length: number): number => (product / length + 1) ** 3;

/** Mean of the kernel over all pairs of two sets. */
export function meanKernel(a: Features, b: Features): number {
  const sums = products(a.values, b.values, a.length);
  let sum = 0;
  for (const product of sums) sum += kernel(product, a.length);
  return sum / sums.length;
}

/** Mean of the kernel over all pairs of two different members of a set; at least two are needed. */
export function meanKernelWithin(a: Features): number {
  const sums = products(a.values, a.values, a.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i++) {
    if (i % (a.count + 1) !== 0) sum += kernel(sums[i]!, a.length);
  }
  return sum / (a.count * (a.count - 1));
}

/**
 * Squared maximum mean discrepancy, without bias: about 0 for sets of one kind, also below it.
 * @param within `meanKernelWithin` of `real`, which does not change.
 */
export const kernelDistance = (generated: Features, real: Features, within: number): number =>
  meanKernelWithin(generated) + within - 2 * meanKernel(generated, real);
