import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { input } from '../convolution/geometry';
import { Job } from '../native/jobs';
import { Scratch } from '../scratch';

/**
 * Matrix products, of which those with a single row are computed here: [1, inner] x [inner, n], a
 * weighted sum of rows, as batch norm needs it. The library packs the matrix for reuse first, which
 * takes several times as long as the sum, and adds in float32; here sums are in float64.
 * @param library its kernel, for all other products.
 */
export const rowProduct = (library: KernelFunc): KernelConfig => ({
  kernelName: 'BatchMatMul',
  backendName: 'wasm',
  kernelFunc: (params) => {
    const { inputs, attrs = {}, backend } = params;
    const a = input(inputs, 'a');
    const b = input(inputs, 'b');
    const plain = attrs['transposeA'] !== true && attrs['transposeB'] !== true;
    if (!plain || !isRow(a) || !isMatrix(b)) return library(params);
    const scratch = Scratch.over(backend);
    const columns = b.shape[b.shape.length - 1]!;
    const out = scratch.make([...b.shape.slice(0, -2), 1, columns]);
    const rows = a.shape[a.shape.length - 1]!;
    const ends = [b, a, out].map((info) => scratch.native.address(info));
    scratch.native.run(Job.sumRows, [...ends, rows, columns]);
    return out;
  },
});

const isMatrix = ({ shape, dtype }: TensorInfo): boolean =>
  dtype === 'float32' && shape.slice(0, -2).every((edge) => edge === 1);

const isRow = (info: TensorInfo): boolean =>
  isMatrix(info) && info.shape[info.shape.length - 2] === 1;
