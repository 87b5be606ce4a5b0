import { describe, expect, it } from 'vitest';
import type { WeightTensor } from '../contract/records';
import { BLOCK_BYTES } from '../records/tensors';
import { pack, packedBytes, unpack } from './blob-blocks';

const tensor = (name: string, size: number): WeightTensor => ({
  name,
  shape: [size],
  values: Float32Array.from({ length: size }, (_, i) => size * 100 + i),
});
const GROUPS = {
  weights: [tensor('0/kernel', 5), tensor('0/bias', 1)],
  'adam.first': [tensor('3/kernel', 12)],
};

describe('[BIG2] tensors in parts', () => {
  it.each([
    [4, 18],
    [8, 9],
    [20, 4],
    [24, 3],
    [72, 1],
    [1000, 1],
  ])('of at most %i bytes come back as they were, from %i parts', async (most, count) => {
    const { packed, bodies } = await pack(GROUPS, most);
    expect(bodies).toHaveLength(count);
    expect(bodies.every((body) => body.length <= most)).toBe(true);
    expect(packed.parts.map(({ bytes }) => bytes)).toEqual(bodies.map(({ length }) => length));
    expect(packedBytes(packed)).toBe(18 * 4);
    expect(await unpack(packed, bodies)).toEqual(GROUPS);
  });

  it('are at most 16 MB where nothing else is said', async () => {
    const values = new Float32Array(BLOCK_BYTES / 4 + 1);
    const { bodies } = await pack({
      weights: [{ name: '0/kernel', shape: [values.length], values }],
    });
    expect(bodies.map(({ length }) => length)).toEqual([16 * 2 ** 20, 4]);
  });

  it('hold what a view shows, whatever the buffer behind it', async () => {
    const values = new Float32Array(100).map((_, i) => i).subarray(10, 12);
    const { packed, bodies } = await pack({ weights: [{ name: '0/bias', shape: [2], values }] });
    expect((await unpack(packed, bodies))['weights']![0]!.values).toEqual(Float32Array.of(10, 11));
  });

  it('[SAVE4] say which of them is missing or changed', async () => {
    const { packed, bodies } = await pack(GROUPS, 20);
    await expect(
      unpack(packed, [bodies[0], bodies[1], undefined, bodies[3]]),
    ).rejects.toMatchObject({
      code: 'block-of-other-size',
      params: { block: 3, blocks: 4, bytes: 20, found: null },
    });
    await expect(
      unpack(packed, [bodies[0], bodies[2], bodies[1], bodies[3]]),
    ).rejects.toMatchObject({ code: 'block-changed', params: { block: 2, blocks: 4 } });
  });
});
