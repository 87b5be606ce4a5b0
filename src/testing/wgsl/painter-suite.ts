import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import { Stream, normal, uniform } from '../../contract/random';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { openCompiledJudge } from '../../engine/wgsl/judge-alone';
import { WgslModel } from '../../engine/wgsl/model';
import { openCompiledPainter } from '../../engine/wgsl/painter';
import { initialWeights } from '../../nets/initial';
import { allWeights } from '../../nets/model-state';
import { buildGan } from '../../nets/presets';
import { painted } from '../engine/painted';
import { paintBesideRun } from '../engine/painting-beside';
import { referenceForward } from '../reference-net';
import { batchOf, presetPlan } from './cases';
import { spiedGpu } from './spied';

/** What takes memory, compiles, or brings something to the GPU. */
const COSTLY = /^create(?!CommandEncoder)|^writeBuffer|^importExternalTexture|^pushErrorScope/;
const COUNT = 64;

/** [OUT6] A painter of the compiled engine that stays open. */
export function painterSuite(open: () => Promise<GpuContext>): void {
  const { generator } = buildGan({ ...DEFAULT_SETTINGS, imageSize: 64, width: 8 });
  const weights = initialWeights(generator, 1, Stream.GeneratorWeights);
  const latentSize = generator.input[0]!;
  const latents = (seed: number): Float32Array =>
    normal(seed, Stream.NewPictures, 0, COUNT * latentSize);

  describe('[MEAS8] the discriminator of a run judges pictures of our choice', () => {
    it.each([
      { preset: 'atelier', channels: 3 },
      { preset: 'tensorflow', channels: 1 },
    ] as const)('as the plain loops do, of $preset', async ({ preset, channels }) => {
      const plan = presetPlan(preset);
      const { discriminator } = plan.gan;
      const shape = discriminator.input;
      expect(shape.at(-1)).toBe(channels);
      const model = await WgslModel.create(await open(), { ...plan, brief: true });
      // More than a portion, and the last one in part.
      const size = shape.reduce((product, edge) => product * edge, 1);
      const pixels = Uint8Array.from(uniform(1, 95, 0, 17 * size, 0, 256));
      const state = await model.exportState();
      const found = await model.judge(pixels);
      const weights = initialWeights(discriminator, plan.seed, Stream.DiscriminatorWeights);
      const values = Float64Array.from(pixels, (byte) => byte / 127.5 - 1);
      const expected = referenceForward(discriminator, weights, { shape: [17, ...shape], values });
      expect(found).toHaveLength(17);
      expected.values.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 3));
      // Nothing of the run's state is changed by it.
      expect(await model.exportState()).toEqual(state);
      model.dispose();
    });
  });

  describe('[VERD2] a discriminator that stands alone', () => {
    it.each(['atelier'] as const)(
      'says what the model of $0 says that trained it',
      async (preset) => {
        const gpu = await open();
        const plan = presetPlan(preset);
        const spec = plan.gan.discriminator;
        const model = await WgslModel.create(gpu, { ...plan, brief: true });
        for (const step of [0, 1]) await model.trainSteps([batchOf(plan, step)], step);
        const { tensors } = await model.exportState();
        const kept = ['discriminator.weights', 'discriminator.statistics'];
        const weights = allWeights(spec, ...kept.map((group) => tensors[group] ?? []));
        // More than a portion, and the last one in part.
        const size = spec.input.reduce((product, edge) => product * edge, 1);
        const pixels = Uint8Array.from(uniform(1, 95, 0, 17 * size, 0, 256));
        const expected = await model.judge(pixels);
        const judge = await openCompiledJudge(gpu, spec, weights);
        const found = await judge.judge(pixels);
        expect(new Set(found).size, 'others of others').toBe(17);
        found.forEach((logit, i) => expect(Math.abs(logit - expected[i]!)).toBeLessThan(1e-4));
        judge.close();
        model.dispose();
      },
    );
  });

  describe('[OUT6] a painter that stays open', () => {
    it('compiles and takes nothing after its first grid of 64 pictures at 64 px', async () => {
      const { gpu, calls } = spiedGpu(await open());
      const painter = await openCompiledPainter(gpu, generator, weights);
      const first = await painted(painter, latents(1));
      const before = new Map(calls);
      const others = [await painted(painter, latents(2)), await painted(painter, latents(3))];
      const again = await painted(painter, latents(1));
      const during = [...calls]
        .map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const)
        .filter(([name, count]) => count > 0 && COSTLY.test(name));
      // The latents of four portions a grid.
      expect(Object.fromEntries(during)).toEqual({ writeBuffer: 3 * 4 });
      expect(calls.get('submit')! - before.get('submit')!).toBe(3 * 4);
      // The count is one that sees them.
      expect(before.get('createBuffer')).toBeGreaterThan(5);
      expect(before.get('createBindGroup')).toBeGreaterThan(5);
      expect(again.pixels).toEqual(first.pixels);
      for (const other of others) expect(other.pixels).not.toEqual(first.pixels);
      painter.close();
    });

    it('paints what the plain loops in double precision paint', async () => {
      const painter = await openCompiledPainter(await open(), generator, weights);
      const { pixels } = await painted(painter, latents(1));
      painter.close();
      // The last picture of the last portion.
      const values = Float64Array.from(latents(1).subarray((COUNT - 1) * latentSize));
      const expected = referenceForward(generator, weights, { shape: [1, latentSize], values });
      const found = pixels.subarray((COUNT - 1) * expected.values.length);
      const apart = expected.values.map((value, i) =>
        Math.abs(Math.round((value + 1) * 127.5) - found[i]!),
      );
      expect(Math.max(...apart)).toBeLessThanOrEqual(1);
      expect(apart.filter((by) => by > 0).length).toBeLessThan(apart.length / 100);
    });

    it('gives all back when it is closed', async () => {
      const made: GPUBuffer[] = [];
      const destroyed = new Set<GPUBuffer>();
      const { gpu } = spiedGpu(await open(), {}, (name, result) => {
        if (name !== 'createBuffer') return;
        const buffer = result as GPUBuffer;
        made.push(buffer);
        const destroy = buffer.destroy.bind(buffer);
        buffer.destroy = () => {
          destroyed.add(buffer);
          return destroy();
        };
      });
      const painter = await openCompiledPainter(gpu, generator, weights);
      await painter.paint(latents(1).subarray(0, latentSize));
      painter.close();
      expect(made.length).toBeGreaterThan(5);
      expect(made.filter((buffer) => !destroyed.has(buffer)).map(({ label }) => label)).toEqual([]);
    });

    it('paints one portion between two steps of a run beside it, at most', async () => {
      const gpu = await open();
      const plan = presetPlan('atelier');
      const model = await WgslModel.create(gpu, { ...plan, brief: true });
      const painter = await openCompiledPainter(gpu, generator, weights, 4);
      const { events, painted: made } = await paintBesideRun(
        model,
        (step) => batchOf(plan, step),
        painter,
        latents(1),
      );
      expect(events.filter((event) => event === 'portion')).toHaveLength(COUNT / 4);
      expect(events.join(' ')).not.toContain('portion portion');
      const alone = await openCompiledPainter(gpu, generator, weights);
      expect(made.pixels).toEqual((await painted(alone, latents(1))).pixels);
      alone.close();
      painter.close();
      model.dispose();
    });
  });
}
