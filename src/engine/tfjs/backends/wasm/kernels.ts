import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';
import {
  combineTaps,
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
} from './convolution/kernels';
import { adam, leakyRelu, tanh } from './elements/kernels';
import { moments, normGradient, normalisation } from './elements/norm';
import { rowProduct } from './elements/row-product';
import { slice } from './elements/slice';

let registered = false;

/**
 * Registers what training needs and the library lacks (the filter gradient), or does slowly (the
 * rest). Calling it again changes nothing.
 */
export function registerTrainingKernels(): void {
  if (registered) return;
  registered = true;
  registerKernel(convolutionFilterGradient);
  registerKernel(combineTaps);
  registerKernel(adam);
  registerKernel(moments);
  registerKernel(normGradient);
  replace('Conv2DBackpropInput', () => convolutionInputGradient);
  replace('Conv2D', convolution('Conv2D'));
  replace('FusedConv2D', convolution('FusedConv2D'));
  replace('FusedBatchNorm', () => normalisation);
  replace('LeakyRelu', () => leakyRelu);
  replace('Tanh', () => tanh);
  replace('Slice', slice);
  replace('BatchMatMul', rowProduct);
}

/** Registers a kernel in place of the library's, which it may call; its set-up stays. */
function replace(name: string, make: (library: KernelFunc) => KernelConfig): void {
  const { kernelFunc, setupFunc } = getKernel(name, 'wasm');
  unregisterKernel(name, 'wasm');
  registerKernel({ ...make(kernelFunc), ...(setupFunc ? { setupFunc } : {}) });
}
