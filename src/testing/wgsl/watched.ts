import type { ModelPlan, ModelState } from '../../engine/model';
import type { NetName } from '../../contract/step-program';
import type { WeightTensor } from '../../contract/records';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import type { Watched } from '../engine/reference-suite';

/** Gradients of the compiled engine, read off Adam: g = (m after - beta1 m before) / (1 - beta1). */
export const watchedCompiled =
  (open: () => Promise<GpuContext>) =>
  async (plan: ModelPlan): Promise<Watched> => {
    const model = await WgslModel.create(await open(), plan);
    const { beta1 } = plan.gan.step.adam;
    let before: ModelState | null = null;
    const gradients = (state: ModelState) => {
      const last = before;
      before = state;
      return Promise.resolve({
        generator: gradientsOf('generator', state, last, beta1),
        discriminator: gradientsOf('discriminator', state, last, beta1),
      });
    };
    return { model, gradients };
  };

/** @param before the state before the step; null before the first. */
export const gradientsOf = (
  net: NetName,
  { tensors }: ModelState,
  before: ModelState | null,
  beta1: number,
): WeightTensor[] =>
  tensors[`${net}.adam.first`]!.map((moment, index) => {
    const last = before?.tensors[`${net}.adam.first`]![index]!.values;
    const values = moment.values.map((m, i) => (m - beta1 * (last?.[i] ?? 0)) / (1 - beta1));
    return { ...moment, values };
  });
