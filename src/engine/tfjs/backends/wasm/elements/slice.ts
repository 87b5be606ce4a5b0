import {
  slice_util,
  type Attribute,
  type KernelConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';
import { input, numbers } from '../convolution/geometry';
import { Scratch } from '../scratch';

/**
 * Part of a tensor. The library's kernel first copies the whole tensor out of WebAssembly's memory,
 * which for weights that are views of one long vector takes a sixth of a training step; this one
 * copies the runs that are asked for.
 * @param library its kernel, for what is not numbers.
 */
export const slice = (library: KernelFunc): KernelConfig => ({
  kernelName: 'Slice',
  backendName: 'wasm',
  kernelFunc: (params) => {
    const { inputs, attrs = {}, backend } = params;
    const x = input(inputs, 'x');
    if (x.dtype !== 'float32' && x.dtype !== 'int32' && x.dtype !== 'bool') return library(params);
    const [begin = [], size = []] = slice_util.parseSliceParams(
      x,
      asked(attrs['begin']),
      asked(attrs['size']),
    );
    slice_util.assertParamsValid(x, begin, size);
    const { backend: wasm } = Scratch.over(backend);
    const out = wasm.makeOutput(size, x.dtype);
    const source = wasm.typedArrayFromHeap(x);
    const target = wasm.typedArrayFromHeap(out);
    const { run, starts } = runsOf(x.shape, begin, size);
    starts.forEach((start, i) => target.set(source.subarray(start, start + run), i * run));
    return out;
  },
});

const asked = (value: Attribute | undefined): number | number[] =>
  typeof value === 'number' ? value : numbers(value);

/** The slice as runs of memory: their length, and where they start, in order. */
function runsOf(
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
): { run: number; starts: number[] } {
  let run = 1;
  let axis = shape.length - 1;
  while (axis >= 0 && size[axis] === shape[axis]) run *= shape[axis--]!;
  // The first axis that is cut still lies in one piece.
  let step = run;
  let starts = [0];
  if (axis >= 0) {
    starts = [begin[axis]! * step];
    run *= size[axis]!;
    step *= shape[axis--]!;
  }
  for (; axis >= 0; axis--) {
    const inner = starts;
    starts = [];
    for (let i = begin[axis]!; i < begin[axis]! + size[axis]!; i++) {
      for (const start of inner) starts.push(start + i * step);
    }
    step *= shape[axis]!;
  }
  return { run, starts: run > 0 ? starts : [] };
}
