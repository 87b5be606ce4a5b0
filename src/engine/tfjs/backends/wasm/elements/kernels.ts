import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { ADAM_KERNEL } from '../../../adam';
import { input } from '../convolution/geometry';
import { JOB } from '../native';
import { Scratch } from '../scratch';

const size = ({ shape }: TensorInfo): number => shape.reduce((product, edge) => product * edge, 1);

/** (x - mean) / sqrt(variance + epsilon) * scale + offset; all but x are [channels], its last axis. */
export const normalisation: KernelConfig = {
  kernelName: 'FusedBatchNorm',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const mean = input(inputs, 'mean');
    const channels = size(mean);
    const [factor, noOffset] = [scratch.make([channels]), scratch.make([channels])];
    const out = scratch.make([...x.shape]);
    const factors = scratch.values(factor);
    const variance = scratch.values(input(inputs, 'variance'));
    const scale = inputs['scale'] && scratch.values(inputs['scale']);
    const epsilon = Number(attrs['varianceEpsilon']);
    for (let c = 0; c < channels; c++) {
      factors[c] = (scale ? scale[c]! : 1) / Math.sqrt(variance[c]! + epsilon);
    }
    scratch.values(noOffset).fill(0);
    const tensors = [x, out, mean, factor, inputs['offset'] ?? noOffset];
    const addresses = tensors.map((info) => native.address(info));
    native.run(JOB.normalise, [...addresses, size(x) / channels, channels]);
    return scratch.release(out);
  },
};

export const leakyRelu: KernelConfig = {
  kernelName: 'LeakyRelu',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const out = scratch.make([...x.shape]);
    const ends = [native.address(x), native.address(out)];
    native.run(JOB.leakyRelu, [...ends, size(x)], [Number(attrs['alpha'])]);
    return out;
  },
};

export const tanh: KernelConfig = {
  kernelName: 'Tanh',
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const out = scratch.make([...x.shape]);
    native.run(JOB.tanh, [native.address(x), native.address(out), size(x)]);
    return out;
  },
};

/** One update of Adam in one pass over memory: [w, m, v]. */
export const adam: KernelConfig = {
  kernelName: ADAM_KERNEL,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const given = ['w', 'm', 'v', 'g'].map((name) => input(inputs, name));
    const made = given.slice(0, 3).map(({ shape }) => scratch.make([...shape]));
    const addresses = [...given, ...made].map((info) => native.address(info));
    const numbers = ['beta1', 'takeFirst', 'beta2', 'takeSecond', 'factor', 'floor'];
    native.run(
      JOB.adam,
      [...addresses, size(given[0]!)],
      numbers.map((name) => Number(attrs[name])),
    );
    return made;
  },
};
