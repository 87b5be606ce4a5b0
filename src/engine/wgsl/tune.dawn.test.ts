import { beforeAll, describe, expect, it } from 'vitest';
import { presetPlan } from '../../testing/wgsl/cases';
import { onlyWhole } from '../../testing/smoke';
import { dawnGpu } from '../../testing/wgsl/dawn';
import { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { Trials } from './context/trials';
import { DispatchList, type Dispatch } from './plan/dispatch';
import { convolve } from './plan/convolution';
import { GanPlan } from './plan/step-plan';
import { imageView, storage, whole } from './plan/tensor';
import { Tuner } from './tune';

let gpu: GpuContext;
beforeAll(async () => (gpu = await dawnGpu()));

/** One convolution of 16 channels with every way to compute it. */
function oneConvolution(): { list: DispatchList; dispatch: Dispatch } {
  const list = new DispatchList();
  const [big, small] = [imageView(8, 8, 16), imageView(4, 4, 16)];
  const linear = {
    direction: 'down',
    kernel: 4,
    masterKernel: 4,
    stride: 2,
    pad: 1,
    big,
    small,
    fold: 'none',
    bias: false,
  } as const;
  const place = (name: string, vectors: number) => whole(storage(name, vectors));
  convolve(
    list,
    'one',
    linear,
    'down',
    place('x', 4 * 64 * 4),
    place('w', 16 * 16 * 4),
    place('y', 4 * 16 * 4),
    { images: 4, groups: 1 },
    { activation: 'none', slope: 0, dropout: null },
  );
  return { list, dispatch: list.dispatches[0]! };
}

describe('ways to compute a kernel', () => {
  it('[FAST6] one that computes something else is found out, and one that does not compile', async () => {
    const { list, dispatch } = oneConvolution();
    const buffers = new Buffers(gpu.device);
    buffers.add(list);
    const trials = new Trials(gpu, buffers);
    for (const variant of dispatch.variants)
      expect(await trials.agrees(dispatch, variant)).toBe(true);
    const tall = dispatch.variants.find(({ name }) => name === 'tall')!;
    // Half of its workgroups: half of the result is missing.
    const [x, y, z] = tall.grid;
    const halved = { ...tall, flags: { ...tall.flags, Q: 1 }, grid: [x, y, z] as const };
    expect(await trials.agrees(dispatch, halved)).toBe(false);
    const broken = { ...tall, flags: { FETCH: 0 } };
    expect(await trials.agrees(dispatch, broken)).toBe(false);
    trials.destroy();
    buffers.destroy();
  });

  it('[FAST6] the tuner takes sound ones alone, remembers its choice, and checks it again', async () => {
    const memory = new Map<string, string>();
    const tuning = {
      read: (key: string) => memory.get(key) ?? null,
      write: (key: string, value: string) => void memory.set(key, value),
    };
    const real = { ...gpu, software: false, adapter: 'a card' };
    const { list, dispatch } = oneConvolution();
    const buffers = new Buffers(gpu.device);
    buffers.add(list);
    const first = new Tuner(real, buffers, tuning);
    await first.tune(list, () => undefined);
    const taken = first.choose(dispatch).name;
    expect(dispatch.variants.map(({ name }) => name)).toContain(taken);
    expect([...memory.keys()]).toEqual(['kernels 2 a card']);

    // A remembered way that is wrong by now is not taken.
    const [[shape]] = JSON.parse([...memory.values()][0]!) as [[string, string]];
    memory.set('kernels 2 a card', JSON.stringify([[shape, 'wrong']]));
    const wrong = { ...dispatch.variants[1]!, name: 'wrong', flags: { FETCH: 0, P: 8, Q: 1 } };
    const doubted = new DispatchList();
    doubted.add({ ...dispatch, variants: [dispatch.variants[0]!, wrong] });
    const second = new Tuner(real, buffers, tuning);
    await second.tune(doubted, () => undefined);
    expect(second.choose(doubted.dispatches[0]!).name).toBe('direct');

    for (const text of ['no JSON', '{"a": 1}', '[[1, 2], "x"]']) {
      memory.set('kernels 2 a card', text);
      const third = new Tuner(real, buffers, tuning);
      await third.tune(list, () => undefined);
      expect(dispatch.variants.map(({ name }) => name)).toContain(third.choose(dispatch).name);
    }
    buffers.destroy();
  });

  it('[FAST6] the fastest way is taken, wherever it stands', async () => {
    const real = { ...gpu, software: false, adapter: 'a timed card' };
    const { list, dispatch } = oneConvolution();
    const [plain] = dispatch.variants;
    const [x, y, z] = plain!.grid;
    const lean = { ...plain!, name: 'lean' };
    // The workgroups beyond the last row find nothing to do, which takes its time all the same.
    const lavish = { ...plain!, name: 'lavish', grid: [x, 100 * y, z] as const };
    const buffers = new Buffers(gpu.device);
    buffers.add(list);
    for (const variants of [
      [lean, lavish],
      [lavish, lean],
    ]) {
      const timed = new DispatchList();
      timed.add({ ...dispatch, variants });
      // A second goes by at each look: what warms the GPU up has to take nothing off the rest.
      let clock = 0;
      const tuner = new Tuner(
        real,
        buffers,
        { read: () => null, write: () => undefined },
        () => (clock += 1000),
      );
      await tuner.tune(timed, () => undefined);
      expect(tuner.choose(timed.dispatches[0]!).name).toBe('lean');
    }
    buffers.destroy();
  });

  it('an emulated card shares loads, and takes many rows a thread for heavy kernels alone', async () => {
    const { list, dispatch } = oneConvolution();
    const buffers = new Buffers(gpu.device);
    buffers.add(list);
    const tuner = new Tuner(gpu, buffers, { read: () => null, write: () => undefined });
    await tuner.tune(list, () => undefined);
    const broad = { ...dispatch.variants[0]!, name: 'broad' };
    const quad = { ...dispatch.variants[0]!, name: 'quad' };
    const of = (flops: number): Dispatch => ({
      ...dispatch,
      variants: [dispatch.variants[0]!, quad, broad],
      flops,
    });
    expect(tuner.choose(of(1e9)).name).toBe('broad');
    expect(tuner.choose(of(1e6)).name).toBe('quad');
    buffers.destroy();
  });

  onlyWhole('that all ways of all kernels of a step give the same bits', () => {
    it('all ways of all heavy kernels of a step give the same bits', async () => {
      const plan = new GanPlan(presetPlan('atelier', { width: 16, imageSize: 16 }));
      const list = plan.step(4, { kind: 'uploaded' });
      const buffers = new Buffers(gpu.device);
      buffers.add(list);
      const trials = new Trials(gpu, buffers);
      const seen = new Set<string>();
      for (const dispatch of list.dispatches) {
        for (const variant of dispatch.variants.slice(1)) {
          const key = JSON.stringify([dispatch.kernel, dispatch.flags, variant.flags]);
          if (seen.has(key)) continue;
          seen.add(key);
          expect([dispatch.label, variant.name, await trials.gap(dispatch, variant)]).toEqual([
            dispatch.label,
            variant.name,
            0,
          ]);
        }
      }
      expect(seen.size).toBeGreaterThan(10);
      trials.destroy();
      buffers.destroy();
    });
  });
});
