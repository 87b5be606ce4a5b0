import { openDevice } from '../src/engine/gpu/device';
import { passingTuningCache } from '../src/engine/opening/for-runs';
import { Buffers } from '../src/engine/wgsl/context/buffers';
import { makeGpuContext, type GpuContext } from '../src/engine/wgsl/context/gpu-context';
import { Trials } from '../src/engine/wgsl/context/trials';
import { WgslModel, type WgslModelOptions } from '../src/engine/wgsl/model';
import { convolve } from '../src/engine/wgsl/plan/convolution';
import { DispatchList, type Dispatch, type Variant } from '../src/engine/wgsl/plan/dispatch';
import { flatView, storage, whole } from '../src/engine/wgsl/plan/tensor';

/** How near the convolutions of a step come to what the adapter gives for a plain matrix product. */
export interface Rates {
  /** GFLOP/s of the product, by the fastest way of computing it. */
  readonly productGflops: number;
  readonly productEdge: number;
  /** GFLOP/s of all convolutions and their gradients, each timed by itself. */
  readonly convolutionGflops: number;
  readonly share: number;
  /** Milliseconds of all dispatches of a step, each timed by itself: in all, and by kernel. */
  readonly allMs: number;
  readonly byKernel: Readonly<Record<string, { count: number; ms: number }>>;
  /** The slowest dispatches: what they are, how they are computed, milliseconds, GFLOP/s. */
  readonly kernels: readonly Timed[];
}
interface Timed {
  readonly label: string;
  readonly variant: string;
  readonly ms: number;
  readonly gflops: number;
}
const SHOWN = 16;

/** Times every heavy kernel of a step, and a product of square matrices, in one go. */
export async function measureRates(options: WgslModelOptions): Promise<Rates> {
  const { device, adapter, software, close } = await openDevice();
  const gpu = makeGpuContext(device, adapter, software);
  try {
    const productEdge = software ? 256 : 2048;
    const before = await productRate(gpu, productEdge);
    const model = await WgslModel.create(gpu, { tuning: passingTuningCache(), ...options });
    const trials = new Trials(gpu, model.buffers);
    const kernels: Timed[] = [];
    const byKernel: Record<string, { count: number; ms: number }> = {};
    let flops = 0;
    let all = 0;
    let allMs = 0;
    for (const { dispatch, variant } of model.calls(false)) {
      const ms = await least(trials, dispatch, variant);
      const kind = (byKernel[dispatch.kernel] ??= { count: 0, ms: 0 });
      kind.count += 1;
      kind.ms += ms;
      allMs += ms;
      const gflops = dispatch.flops / ms / 1e6;
      kernels.push({
        label: `${dispatch.label} (${dispatch.kernel})`,
        variant: variant.name,
        ms,
        gflops,
      });
      if (dispatch.flops === 0) continue;
      flops += dispatch.flops;
      all += ms;
    }
    const after = await productRate(gpu, productEdge);
    model.dispose();
    const productGflops = Math.max(before, after);
    const convolutionGflops = flops / all / 1e6;
    kernels.sort((a, b) => b.ms - a.ms);
    return {
      productGflops,
      productEdge,
      convolutionGflops,
      share: convolutionGflops / productGflops,
      allMs,
      byKernel,
      kernels: kernels.slice(0, SHOWN),
    };
  } finally {
    close();
  }
}

/** GFLOP/s of [edge, edge] x [edge, edge], the fastest way. */
async function productRate(gpu: GpuContext, edge: number): Promise<number> {
  const list = new DispatchList();
  const [x, w, y] = ['x', 'w', 'y'].map((name) => whole(storage(name, edge * (edge / 4))));
  const side = flatView(1, edge);
  const product = { kernel: 1, masterKernel: 1, stride: 1, pad: 0, fold: 'none' } as const;
  convolve(
    list,
    'product',
    { ...product, direction: 'down', big: side, small: side, bias: false },
    'down',
    x!,
    w!,
    y!,
    { images: edge, groups: 1 },
    { activation: 'none', slope: 0, dropout: null },
  );
  const buffers = new Buffers(gpu.device);
  buffers.add(list);
  const trials = new Trials(gpu, buffers);
  const [dispatch] = list.dispatches;
  const times: number[] = [];
  for (const variant of dispatch!.variants) times.push(await least(trials, dispatch!, variant));
  trials.destroy();
  buffers.destroy();
  return (2 * edge ** 3) / Math.min(...times) / 1e6;
}

async function least(trials: Trials, dispatch: Dispatch, variant: Variant): Promise<number> {
  await trials.time(dispatch, variant);
  return Math.min(await trials.time(dispatch, variant), await trials.time(dispatch, variant));
}
