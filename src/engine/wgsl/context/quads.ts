import { convolve } from '../plan/convolution';
import { DispatchList } from '../plan/dispatch';
import { imageView, storage, whole, type Tensor } from '../plan/tensor';
import { Buffers } from './buffers';
import type { GpuContext } from './gpu-context';
import { Trials } from './trials';

const known = new WeakMap<GpuContext, Promise<boolean>>();

/**
 * Whether four neighbouring threads of a workgroup are the four lanes of a quad, as kernels that share
 * loads take for granted and WebGPU does not promise: a small convolution, computed both ways.
 */
export function quadsAgree(gpu: GpuContext): Promise<boolean> {
  let answer = known.get(gpu);
  if (!answer) {
    answer = gpu.device.features.has('subgroups') ? check(gpu) : Promise.resolve(false);
    known.set(gpu, answer);
  }
  return answer;
}

async function check(gpu: GpuContext): Promise<boolean> {
  const list = new DispatchList();
  const place = (name: string, vectors: number): Tensor => whole(storage(name, vectors));
  const [images, channels4] = [2, 8];
  convolve(
    list,
    'quads',
    {
      direction: 'down',
      kernel: 3,
      masterKernel: 3,
      stride: 1,
      pad: 1,
      big: imageView(8, 8, 4 * channels4),
      small: imageView(8, 8, 4 * channels4),
      fold: 'none',
      bias: false,
    },
    'down',
    place('x', images * 64 * channels4),
    place('w', 9 * 4 * channels4 * channels4),
    place('y', images * 64 * channels4),
    { images, groups: 1 },
    { activation: 'none', slope: 0, dropout: null },
  );
  const [dispatch] = list.dispatches;
  const quad = dispatch!.variants.find(({ name }) => name === 'quad')!;
  const buffers = new Buffers(gpu.device);
  buffers.add(list);
  const trials = new Trials(gpu, buffers);
  try {
    return await trials.agrees(dispatch!, quad);
  } finally {
    trials.destroy();
    buffers.destroy();
  }
}
