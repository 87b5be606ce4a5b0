import type { ModelPlan, ModelState } from '../../engine/model';
import type { WeightTensor } from '../../contract/records';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import type { NetName } from '../../contract/step-program';
import { updatesOf } from '../../nets/step-phases';
import type { Watched } from '../engine/reference-suite';

/** Gradients of the compiled engine, read off Adam: g = (m after - beta1 m before) / (1 - beta1). */
export const watchedCompiled =
  (open: () => Promise<GpuContext>) =>
  async (plan: ModelPlan): Promise<Watched> => {
    const model = await WgslModel.create(await open(), plan);
    const { adam, program } = plan.gan.step;
    let before: ModelState | null = null;
    const of = (net: NetName, state: ModelState, last: ModelState | null): WeightTensor[] =>
      gradientsOf(net, state, last, adam.beta1, updatesOf(program, net));
    const gradients = (state: ModelState) => {
      const last = before;
      before = state;
      return Promise.resolve({
        generator: of('generator', state, last),
        discriminator: of('discriminator', state, last),
      });
    };
    return { model, gradients };
  };

/**
 * @param before the state before the step; null before the first.
 * @param updates that the step makes; of several, each older gradient counts beta1 times the next.
 */
export const gradientsOf = (
  net: NetName,
  { tensors }: ModelState,
  before: ModelState | null,
  beta1: number,
  updates = 1,
): WeightTensor[] =>
  tensors[`${net}.adam.first`]!.map((moment, index) => {
    const last = before?.tensors[`${net}.adam.first`]![index]!.values;
    const values = moment.values.map(
      (m, i) => (m - beta1 ** updates * (last?.[i] ?? 0)) / (1 - beta1),
    );
    return { ...moment, values };
  });
