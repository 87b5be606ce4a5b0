import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { openJudge, type OpenJudge } from '../judge';
import { portionOf } from '../painter';
import type { GpuContext } from './context/gpu-context';
import { Judge } from './judge';
import { aloneNet, openAlone } from './net-alone';

/**
 * A discriminator alone.
 * @throws StudioError('model-missing') where the weights do not fit the network.
 */
export async function openCompiledJudge(
  gpu: GpuContext,
  spec: NetSpec,
  weights: readonly WeightTensor[],
): Promise<OpenJudge> {
  const net = aloneNet('discriminator', spec);
  const [height, width, channels] = spec.input as [number, number, number];
  const portion = portionOf({ height, width, channels });
  return openAlone(gpu, net, weights, [], async (buffers, make) => {
    const judge = await Judge.make(gpu.device, buffers, net.plan, portion, make);
    return openJudge(
      (pixels) => judge.judge(pixels, spec.input),
      () => {
        judge.destroy();
        buffers.destroy();
      },
    );
  });
}
