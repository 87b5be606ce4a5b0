import { squarePictures } from '../../contract/picture-shape';
import { beforeAll, expect, it } from 'vitest';
import { uniform } from '../../contract/random';
import { dawnGpu } from '../../testing/wgsl/dawn';
import type { TrainingSet } from '../training-set';
import { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { hold } from './context/read';
import { holdPictures } from './pictures';

let gpu: GpuContext;
beforeAll(async () => (gpu = await dawnGpu()));

/** Pictures of 49 bytes, which is no whole number of four, in chunks of five. */
function aSet(count: number): { set: TrainingSet; bytes: Uint8Array } {
  const size = 49;
  const bytes = Uint8Array.from(uniform(4, 95, 0, count * size, 0, 256));
  const starts = Uint32Array.from([0, 5, 10, count]);
  const picture = (n: number): Uint8Array => bytes.subarray(n * size, (n + 1) * size);
  const ready = (): Promise<void> => Promise.resolve();
  return {
    set: { count, shape: squarePictures(7, 1), starts, windowChunks: null, ready, picture },
    bytes,
  };
}

it.each([4096, 49 * 4 + 3, 49])(
  '[FAST7] every byte is in its place, with %i bytes to a buffer',
  async (largest) => {
    const { set, bytes } = aSet(13);
    const buffers = new Buffers(gpu.device);
    const held = (await holdPictures(gpu.device, buffers, set, 1e6, largest))!;
    const perBuffer = Math.min(13, Math.floor(largest / 49));
    expect(held).toHaveLength(Math.ceil(13 / perBuffer));
    let first = 0;
    for (const { storage, pictures } of held) {
      const [found] = await hold(gpu.device, [
        { buffer: buffers.of(storage), size: storage.vectors * 16 },
      ])();
      const part = bytes.subarray(first * 49, (first + pictures) * 49);
      expect(new Uint8Array(found!.buffer).subarray(0, part.length)).toEqual(part);
      first += pictures;
    }
    expect(first).toBe(13);
    buffers.destroy();
  },
);

it('[FAST7] a set beyond its room is left to be streamed', async () => {
  const buffers = new Buffers(gpu.device);
  expect(await holdPictures(gpu.device, buffers, aSet(13).set, 13 * 49 - 1)).toBeNull();
  expect(buffers.count).toBe(0);
});
