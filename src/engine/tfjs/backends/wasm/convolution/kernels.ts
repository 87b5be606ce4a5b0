import type { KernelConfig, KernelFunc, NamedAttrMap } from '@tensorflow/tfjs-core';
import { COMBINE_KERNEL } from '../../../layers/folded-conv';
import { convolve, filterGradient, inputGradient } from './convolve';
import { geometryOf, input, numbers, pair } from './geometry';
import { combine } from './jobs';
import { Scratch } from '../scratch';

/** Convolutions, without and with a bias. @param library its kernel, for what training never asks. */
export const convolution =
  (kernelName: 'Conv2D' | 'FusedConv2D') =>
  (library: KernelFunc): KernelConfig => ({
    kernelName,
    backendName: 'wasm',
    kernelFunc: (params) => {
      const { inputs, attrs = {}, backend } = params;
      if (!isPlain(attrs) || inputs['preluActivationWeights']) return library(params);
      const scratch = Scratch.over(backend);
      const [x, filter] = [input(inputs, 'x'), input(inputs, 'filter')];
      const geometry = geometryOf(x.shape, filter.shape, attrs);
      return scratch.release(convolve(scratch, x, filter, inputs['bias'] ?? null, geometry));
    },
  });

const isPlain = (attrs: NamedAttrMap): boolean =>
  attrs['dataFormat'] === 'NHWC' &&
  (attrs['activation'] ?? 'linear') === 'linear' &&
  pair(attrs['dilations'] ?? 1).every((dilation) => dilation === 1);

/** Inputs dy [n, oh, ow, k], filter [kh, kw, c, k]; output [n, h, w, c]. */
export const convolutionInputGradient: KernelConfig = {
  kernelName: 'Conv2DBackpropInput',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const [dy, filter] = [input(inputs, 'dy'), input(inputs, 'filter')];
    const shape = numbers(attrs['inputShape']);
    const geometry = geometryOf(shape, filter.shape, attrs);
    return scratch.release(inputGradient(scratch, dy, filter, geometry, shape));
  },
};

/** Inputs x [n, h, w, c], dy [n, oh, ow, k]; output [kh, kw, c, k]. */
export const convolutionFilterGradient: KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const [x, dy] = [input(inputs, 'x'), input(inputs, 'dy')];
    const geometry = geometryOf(x.shape, numbers(attrs['filterShape']), attrs);
    return scratch.release(filterGradient(scratch, x, dy, geometry));
  },
};

/** Input filter [h, w, c, k]; output [edge, edge, c, k], or with c and k exchanged. */
export const combineTaps: KernelConfig = {
  kernelName: COMBINE_KERNEL,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const filter = input(inputs, 'filter');
    const out = combine(scratch, filter, {
      edges: [Number(attrs['edge']), Number(attrs['edge'])],
      terms: numbers(attrs['terms']),
      turned: attrs['turned'] === true,
      scale: Number(attrs['scale']),
    });
    return scratch.release(out);
  },
};
