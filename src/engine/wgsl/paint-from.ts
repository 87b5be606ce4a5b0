import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import type { SampledPictures } from '../model';
import { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { Program } from './context/program';
import { writeWeights } from './model-state';
import { Painter } from './painter';
import { DispatchList } from './plan/dispatch';
import { NetPlan } from './plan/net-plan';
import { samplePlan } from './plan/sample-plan';
import { FLAGS_LENGTH, STATE_LENGTH } from './plan/state';
import { storage, whole } from './plan/tensor';
import { prepare } from './plan/update';

/** Pictures painted in one go, at most. */
const PORTION = 16;

/** Pictures of a generator alone; whatever was taken for them is given back. */
export async function paintFrom(
  gpu: GpuContext,
  spec: NetSpec,
  weights: readonly WeightTensor[],
  latents: Float32Array,
  count: number,
  between: (done: number) => Promise<void>,
): Promise<SampledPictures> {
  const { device, pipelines } = gpu;
  const state = whole(storage('state', STATE_LENGTH / 4, true));
  const flags = whole(storage('flags', FLAGS_LENGTH / 4, true));
  const plan = new NetPlan('generator', spec, 0, state, false, false);
  const sample = samplePlan(Math.min(PORTION, count), plan, null);
  const preparation = new DispatchList();
  prepare(preparation, plan, 'generator', { state, flags }, null);
  const buffers = new Buffers(device);
  for (const list of [sample.list, preparation]) buffers.add(list);
  const make = (list: DispatchList): Promise<Program> =>
    Program.make(device, pipelines, buffers, list, ({ variants }) => variants[0]!);
  const [prepared, painting] = [await make(preparation), await make(sample.list)];
  const painter = new Painter(device, buffers, sample, painting, null);
  try {
    writeWeights(buffers, plan, weights);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    prepared.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return await painter.paint(latents, count, between);
  } finally {
    prepared.destroy();
    painter.destroy();
    buffers.destroy();
  }
}
