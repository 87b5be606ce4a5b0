import { describe, expect, test } from 'vitest';
import type { NetSpec } from '../../../contract/net-spec';
import { PLANS } from '../../../testing/wgsl/cases';
import { weightSpecs } from '../../../nets/weights';
import { stagesOf } from './stages';
import { BLOCK, WeightLayout } from './weights';

const nets: [string, NetSpec][] = PLANS.flatMap(([name, plan]) => {
  const { generator, discriminator } = plan().gan;
  return [
    [`${name}, generator`, generator],
    [`${name}, discriminator`, discriminator],
  ] as [string, NetSpec][];
});

describe.each(nets)('weights of %s', (_, spec) => {
  const layout = new WeightLayout(spec, stagesOf(spec));
  const specs = weightSpecs(spec);
  /** Numbers that are each there once, from 1 on. */
  const tensors = (): Map<string, Float32Array> => {
    let next = 1;
    return new Map(
      specs.map(({ name, shape }) => {
        const count = shape.reduce((product, edge) => product * edge, 1);
        return [name, Float32Array.from({ length: count }, () => next++)];
      }),
    );
  };

  test.each([
    [true, 1, 0],
    [false, 1, 0],
    [true, 2, 0],
    [true, 2, 1],
  ])('come back as they went: trainable %s, every %d from %d on', (trainable, stride, offset) => {
    const vectors = trainable ? layout.trainableVectors : layout.movingVectors;
    const packed = new Float32Array(4 * vectors * stride);
    const before = tensors();
    layout.pack(before, trainable, packed, stride, offset);
    const wanted = specs.filter((one) => one.trainable === trainable);
    const after = layout.unpack(trainable, packed, stride, offset);
    expect(after.map(({ name, shape }) => [name, shape])).toEqual(
      wanted.map(({ name, shape }) => [name, shape]),
    );
    for (const { name, values } of after) expect(values).toEqual(before.get(name));
    // Every number has one place, and all other places stay zero.
    const numbers = wanted.reduce((sum, { name }) => sum + before.get(name)!.length, 0);
    expect(new Set(packed).size).toBe(numbers + (packed.includes(0) ? 1 : 0));
    expect(packed.filter((value) => value !== 0)).toHaveLength(numbers);
  });

  test('begin at blocks of their own', () => {
    for (const trainable of [true, false]) {
      const places = layout.places.filter(({ spec }) => spec.trainable === trainable);
      const ordered = places.toSorted((a, b) => a.start - b.start);
      let free = 0;
      for (const { start, count } of ordered) {
        expect(start % BLOCK).toBe(0);
        expect(start).toBeGreaterThanOrEqual(free);
        free = start + count;
      }
      const end = trainable ? layout.trainableVectors : layout.movingVectors;
      expect(end % BLOCK).toBe(0);
      expect(end - free).toBeGreaterThanOrEqual(0);
      expect(end - free).toBeLessThan(BLOCK);
    }
  });

  test('tensors that are not given leave their places alone', () => {
    const packed = new Float32Array(4 * layout.trainableVectors).fill(7);
    layout.pack(new Map(), true, packed);
    expect(packed.every((value) => value === 7)).toBe(true);
  });

  test('what a layer does not have is an error', () => {
    expect(() => layout.find(999, 'kernel')).toThrow('Layer 999 has no kernel');
  });
});
