import type { KernelConfig } from '@tensorflow/tfjs-core';
import { ADAM_KERNEL } from '../../../adam';
import { input } from '../convolution/geometry';
import { Job } from '../native/jobs';
import { Scratch, sizeOf } from '../scratch';

export const leakyRelu: KernelConfig = {
  kernelName: 'LeakyRelu',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const { native } = scratch;
    const x = input(inputs, 'x');
    const out = scratch.make([...x.shape]);
    const ends = [native.address(x), native.address(out)];
    native.run(Job.leakyRelu, [...ends, sizeOf(x)], [Number(attrs['alpha'])]);
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
    native.run(Job.tanh, [native.address(x), native.address(out), sizeOf(x)]);
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
      Job.adam,
      [...addresses, sizeOf(given[0]!)],
      numbers.map((name) => Number(attrs[name])),
    );
    return made;
  },
};
