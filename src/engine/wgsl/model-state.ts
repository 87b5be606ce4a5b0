import type { ModelState, NetState, WeightTensor } from '../../contract/records';
import { checkWeights } from '../check-weights';
import type { Buffers } from './context/buffers';
import { hold, type Stretch } from './context/read';
import type { NetPlan } from './plan/net-plan';
import { STATE, STATE_LENGTH } from './plan/state';
import type { GanPlan } from './plan/step-plan';

/** Numbers of a vector. */
const LANES = 4;
const SIDES = ['generator', 'discriminator'] as const;

/** Writes weights to the GPU. @throws StudioError('model-missing') where they are of another net. */
export function writeWeights(
  buffers: Buffers,
  plan: NetPlan,
  weights: readonly WeightTensor[],
): void {
  checkWeights(
    plan.layout.places.map(({ spec }) => spec),
    weights,
  );
  const byName = new Map(weights.map(({ name, values }) => [name, values]));
  for (const trainable of [true, false]) {
    const storage = trainable ? plan.storages.weights : plan.storages.moving;
    const data = new Float32Array(storage.vectors * LANES);
    plan.layout.pack(byName, trainable, data);
    buffers.write({ storage, data });
  }
}

/** Writes a whole state. @throws StudioError('model-missing') as `writeWeights`. */
export function writeState(buffers: Buffers, plan: GanPlan, state: ModelState): void {
  for (const side of SIDES) writeWeights(buffers, plan[side], state[side].weights);
  for (const side of SIDES) {
    const { layout, storages } = plan[side];
    const data = new Float32Array(storages.adam.vectors * LANES);
    const { first, second, step } = state[side].adam;
    [first, second].forEach((moment, offset) => {
      layout.pack(new Map(moment.map(({ name, values }) => [name, values])), true, data, 2, offset);
    });
    buffers.write({ storage: storages.adam, data });
    const counter = { storage: plan.state.storage, data: Uint32Array.of(step) };
    buffers.write(counter, 4 * STATE[`${side}Updates`]);
  }
}

/** Holds all weights of a net as they are now. */
export function holdWeights(
  device: GPUDevice,
  buffers: Buffers,
  plan: NetPlan,
): () => Promise<WeightTensor[]> {
  const read = hold(device, stretches(buffers, plan).slice(0, 2));
  return async () => {
    const [trained, moving] = await read();
    return weightsOf(plan, trained!, moving!);
  };
}

/** Holds the whole state as it is now, to be read in a moment. */
export function holdState(
  device: GPUDevice,
  buffers: Buffers,
  plan: GanPlan,
): (between?: () => Promise<void>) => Promise<ModelState> {
  const state: Stretch = { buffer: buffers.of(plan.state.storage), size: 4 * STATE_LENGTH };
  const read = hold(device, [state, ...SIDES.flatMap((side) => stretches(buffers, plan[side]))]);
  return async (between) => {
    const [counters, ...nets] = await read(between);
    const counts = new Uint32Array(counters!.buffer);
    const net = (side: (typeof SIDES)[number], from: number): NetState => {
      const { layout } = plan[side];
      const adam = nets[from + 2]!;
      return {
        weights: weightsOf(plan[side], nets[from]!, nets[from + 1]!),
        adam: {
          step: counts[STATE[`${side}Updates`]]!,
          first: layout.unpack(true, adam, 2, 0),
          second: layout.unpack(true, adam, 2, 1),
        },
      };
    };
    return { generator: net('generator', 0), discriminator: net('discriminator', 3) };
  };
}

function stretches(buffers: Buffers, { storages }: NetPlan): Stretch[] {
  return [storages.weights, storages.moving, storages.adam].map((storage) => {
    const buffer = buffers.of(storage);
    return { buffer, size: buffer.size };
  });
}

/** In the order of `weightSpecs`. */
function weightsOf(
  { layout }: NetPlan,
  trained: Float32Array,
  moving: Float32Array,
): WeightTensor[] {
  const all = [...layout.unpack(true, trained), ...layout.unpack(false, moving)];
  const byName = new Map(all.map((weight) => [weight.name, weight]));
  return layout.places.map(({ spec }) => byName.get(spec.name)!);
}
