import { expect, test } from 'vitest';
import { normal, uniform, words } from '../../../contract/random';
import { dawnGpu } from '../../../testing/wgsl/dawn';
import { blank, heldWords, runList, unpadded } from '../../../testing/wgsl/run-list';
import { DispatchList } from '../plan/dispatch';
import { STATE_LENGTH } from '../plan/state';
import { flatView } from '../plan/tensor';
import random from './random.wgsl?raw';

const PLACES: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 0, 0],
  [1, 2, 3, 4],
  [7, 1024 + 512 + 3, 99_999, 1_000_000],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
  [0x80000000, 5, 0x7fffffff, 0x12345678],
];
const KEPT = 0.3;

test('[RND1] words and dropout masks are those of the contract', async () => {
  const { device } = await dawnGpu();
  // Of each place its four words, then masks of four elements from the place's index on.
  const code = `${random}
    @group(0) @binding(0) var<storage, read> places: array<vec4u>;
    @group(0) @binding(1) var<storage, read_write> found: array<vec4u>;
    @compute @workgroup_size(1)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let p = places[id.x];
      found[2u * id.x] = words(p.x, p.y, p.z, p.w);
      let mask = dropoutMask(p.x, p.y, p.z, id.x, ${Math.ceil(KEPT * 2 ** 24)}u, 2.5);
      found[2u * id.x + 1u] = bitcast<vec4u>(mask);
    }`;
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
  });
  const size = 16 * PLACES.length;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const places = device.createBuffer({ size, usage: STORAGE | COPY_DST });
  const found = device.createBuffer({ size: 2 * size, usage: STORAGE | COPY_SRC });
  const read = device.createBuffer({ size: 2 * size, usage: COPY_DST | MAP_READ });
  device.queue.writeBuffer(places, 0, Uint32Array.from(PLACES.flat()));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [places, found].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const layout = pipeline.getBindGroupLayout(0);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(PLACES.length);
  pass.end();
  encoder.copyBufferToBuffer(found, 0, read, 0, 2 * size);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  const numbers = new Uint32Array(read.getMappedRange().slice(0));
  const masks = new Float32Array(numbers.buffer);
  for (const buffer of [places, found, read]) buffer.destroy();

  for (const [i, place] of PLACES.entries()) {
    expect([...numbers.subarray(8 * i, 8 * i + 4)]).toEqual(words(...place));
    const [seed, stream, step] = place;
    const kept = uniform(seed, stream, step, i + 4).slice(i);
    expect([...masks.subarray(8 * i + 4, 8 * i + 8)]).toEqual(
      [...kept].map((number) => (number >= KEPT ? 2.5 : 0)),
    );
  }
});

test.each([
  [3, 6, 0],
  [2, 5, 0],
  [5, 1, 0],
  [4, 7, 3],
  [64, 100, 0],
])(
  '[RND1] latents are those of the contract: %d of %d, %d before them',
  async (count, size, firstImage) => {
    const [seed, stream, step, many] = [41, 4, 1234, 2];
    const size4 = Math.ceil(size / 4);
    const y = blank('y', many * count * size4);
    const state = heldWords('state', [step, ...new Array<number>(STATE_LENGTH - 1).fill(0)]);
    const list = new DispatchList();
    list.add({
      kernel: 'latent',
      label: 'test',
      params: { count, size, size4, seed, stream, firstImage },
      tensors: { y, state },
      grid: [Math.ceil((count * size4) / 64), many, 1],
    });
    const [found] = await runList(await dawnGpu(), list, [y, state], [y]);
    const values = unpadded(found!, flatView(1, size));
    const expected = Array.from({ length: many }, (_, i) => {
      const all = normal(seed, stream + i, step, (firstImage + count) * size);
      return [...all.subarray(firstImage * size)];
    }).flat();
    const apart = expected.map((value, i) => Math.abs(value - values[i]!));
    expect(values).toHaveLength(expected.length);
    expect(Math.max(...apart)).toBeLessThan(2e-6);
  },
);
