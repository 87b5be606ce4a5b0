import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import type { NetName } from '../../contract/step-program';
import { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { Program } from './context/program';
import { writeWeights } from './model-state';
import { DispatchList } from './plan/dispatch';
import { NetPlan } from './plan/net-plan';
import { FLAGS_LENGTH, STATE_LENGTH } from './plan/state';
import { storage, whole, type Tensor } from './plan/tensor';
import { prepare } from './plan/update';

/** A net that learns nothing, and stands alone. */
interface AloneNet {
  readonly name: NetName;
  readonly plan: NetPlan;
  readonly state: Tensor;
}

export function aloneNet(name: NetName, spec: NetSpec): AloneNet {
  const state = whole(storage('state', STATE_LENGTH / 4, true));
  return { name, plan: new NetPlan(name, spec, 0, state, false, false), state };
}

/**
 * Takes memory for a net that stands alone, writes its weights and prepares them for its convolutions.
 * @param lists what it is for.
 * @param open makes what uses it, and owns the buffers from then on.
 * @throws StudioError('model-missing') where the weights do not fit the network.
 */
export async function openAlone<T>(
  { device, pipelines }: GpuContext,
  { name, plan, state }: AloneNet,
  weights: readonly WeightTensor[],
  lists: readonly DispatchList[],
  open: (buffers: Buffers, make: (list: DispatchList) => Promise<Program>) => Promise<T>,
): Promise<T> {
  const flags = whole(storage('flags', FLAGS_LENGTH / 4, true));
  const preparation = new DispatchList();
  prepare(preparation, plan, name, { state, flags }, null);
  const buffers = new Buffers(device);
  try {
    for (const list of [...lists, preparation]) buffers.add(list);
    // What uses it may add its own list later.
    for (const kept of [plan.storages.weights, plan.storages.moving]) buffers.keep(kept);
    writeWeights(buffers, plan, weights);
    const make = (list: DispatchList): Promise<Program> =>
      Program.make(device, pipelines, buffers, list, ({ variants }) => variants[0]!);
    const [prepared, opened] = await Promise.all([make(preparation), open(buffers, make)]);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    prepared.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    prepared.destroy();
    return opened;
  } catch (error) {
    buffers.destroy();
    throw error;
  }
}
