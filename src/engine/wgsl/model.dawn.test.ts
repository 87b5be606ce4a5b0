import { expect, it } from 'vitest';
import type { Preparing } from '../../contract/preparing';
import { Stream } from '../../contract/random';
import { initialWeights } from '../../nets/initial';
import { presetPlan } from '../../testing/wgsl/cases';
import { dawnGpu } from '../../testing/wgsl/dawn';
import { makeGpuContext } from './context/gpu-context';
import { WgslModel } from './model';
import { openCompiledPainter } from './painter';

it('tells how far compiling is, and nothing once the model stands', async () => {
  const { device } = await dawnGpu();
  const gpu = makeGpuContext(device, 'a card of its own', true);
  const plan = presetPlan('atelier');
  const notified: Preparing[] = [];
  const model = await WgslModel.create(gpu, plan, (now) => notified.push(now));
  const count = notified.length;
  const last = notified.at(-1)!;
  const share = last.code === 'compiling-kernels' ? last.params.share! : null;
  expect(share?.done).toBe(share?.all);
  expect(share?.all).toBeGreaterThan(0);
  // A generator that no run has: its kernels are compiled now.
  const { generator } = presetPlan('tensorflow').gan;
  const weights = initialWeights(generator, 1, Stream.GeneratorWeights);
  const latents = new Float32Array(generator.input[0]!);
  const painter = await openCompiledPainter(gpu, generator, weights);
  await painter.paint(latents);
  painter.close();
  expect(notified).toHaveLength(count);
  model.dispose();
});
