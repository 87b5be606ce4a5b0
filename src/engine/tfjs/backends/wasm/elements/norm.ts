import type { Attribute, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { MOMENTS_KERNEL, NORM_GRADIENT_KERNEL } from '../../../layers/batch-norm';
import { input } from '../convolution/geometry';
import { Job } from '../native/jobs';
import { Scratch, sizeOf } from '../scratch';

/** (x - mean) / sqrt(variance + epsilon) * scale + offset; all but x are [channels], its last axis. */
export const normalisation: KernelConfig = {
  kernelName: 'FusedBatchNorm',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const mean = input(inputs, 'mean');
    const channels = sizeOf(mean);
    const [factor, noOffset] = [scratch.make([channels]), scratch.make([channels])];
    const out = scratch.make([...x.shape]);
    const factors = scratch.values(factor);
    const scale = inputs['scale'] && scratch.values(inputs['scale']);
    const variance = input(inputs, 'variance');
    factors.set(inverseDeviations(scratch, variance, attrs['varianceEpsilon']));
    if (scale) factors.forEach((value, c) => (factors[c] = value * scale[c]!));
    scratch.values(noOffset).fill(0);
    const tensors = [x, out, mean, factor, inputs['offset'] ?? noOffset];
    const addresses = tensors.map((info) => native.address(info));
    native.run(Job.normalise, [...addresses, sizeOf(x) / channels, channels]);
    return scratch.release(out);
  },
};

/** x [..., channels]: mean and variance, [channels] each. */
export const moments: KernelConfig = {
  kernelName: MOMENTS_KERNEL,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const channels = x.shape[x.shape.length - 1]!;
    const made = [scratch.make([channels]), scratch.make([channels])];
    const addresses = [x, ...made].map((info) => native.address(info));
    native.run(Job.moments, [...addresses, sizeOf(x) / channels, channels]);
    return made;
  },
};

/**
 * dy and x [..., channels], the others [channels]: the means of dy and of dy u over all rows, and dx
 * where it is asked for; u = (x - mean) / sqrt(variance + epsilon).
 */
export const normGradient: KernelConfig = {
  kernelName: NORM_GRADIENT_KERNEL,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const [dy, x, mean] = [input(inputs, 'dy'), input(inputs, 'x'), input(inputs, 'mean')];
    const channels = sizeOf(mean);
    const counts = [sizeOf(x) / channels, channels];
    const vector = (): TensorInfo => scratch.make([channels]);
    const run = (kind: number, infos: TensorInfo[]): void =>
      native.run(kind, [...infos.map((info) => native.address(info)), ...counts]);

    const [factor, byBeta, byGamma] = [vector(), vector(), vector()];
    const factors = inverseDeviations(scratch, input(inputs, 'variance'), attrs['epsilon']);
    scratch.values(factor).set(factors);
    run(Job.normSums, [dy, x, mean, factor, byBeta, byGamma]);
    if (attrs['input'] !== true) return scratch.release([byBeta, byGamma]);

    const [slope, scale, dx] = [vector(), vector(), scratch.make([...x.shape])];
    const gamma = scratch.values(input(inputs, 'gamma'));
    scratch.values(scale).set(factors.map((value, c) => value * gamma[c]!));
    const share = scratch.values(byGamma);
    scratch.values(slope).set(factors.map((value, c) => value * share[c]!));
    run(Job.normGradient, [dy, x, dx, mean, slope, byBeta, scale]);
    return scratch.release([byBeta, byGamma, dx]);
  },
};

function inverseDeviations(
  scratch: Scratch,
  variance: TensorInfo,
  epsilon: Attribute | undefined,
): Float32Array {
  return scratch.values(variance).map((value) => 1 / Math.sqrt(value + Number(epsilon)));
}
