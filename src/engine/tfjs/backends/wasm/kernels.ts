import { registerKernel, unregisterKernel, getKernel } from '@tensorflow/tfjs-core';
import { filterGradient } from './filter-gradient';
import { inputGradient } from './input-gradient';

/**
 * Registers what training needs and the library lacks (the filter gradient) or does by scalar
 * loops (the input gradient). Calling it again changes nothing.
 */
export function registerTrainingKernels(): void {
  for (const config of [filterGradient, inputGradient]) {
    const { kernelName, backendName } = config;
    if (getKernel(kernelName, backendName) === config) continue;
    if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
    registerKernel(config);
  }
}
