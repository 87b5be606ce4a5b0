import { describe, expect, it } from 'vitest';
import { randomFixture } from '../testing/fixtures';
import { Stream, integer, normal, permutation, uniform, words } from './random';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  return mean(Array.from(values, (value) => (value - centre) ** 2));
};
const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const [ma, mb] = [mean(a), mean(b)];
  const product = mean(Array.from(a, (value, i) => (value - ma) * (b[i]! - mb)));
  return product / Math.sqrt(variance(a) * variance(b));
};

const COUNT = 40_000;

describe('random numbers against numpy', () => {
  it('[RND1] gives the same words at the same places', () => {
    for (const { place, words: expected } of randomFixture.words) {
      expect(words(...place)).toEqual(expected);
    }
  });

  it('[RND1] gives the same uniform and normal numbers', () => {
    const u = randomFixture.uniform;
    expect(Array.from(uniform(...u.place, u.values.length, u.low, u.high))).toEqual(u.values);
    const n = randomFixture.normal;
    const got = normal(...n.place, n.values.length, n.deviation);
    // Logarithm and cosine may differ in the last bit of a double between C libraries.
    n.values.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 7));
  });

  it('[RND1] gives the same permutation', () => {
    const { place, values } = randomFixture.permutation;
    expect(Array.from(permutation(...place, values.length))).toEqual(values);
  });
});

describe('random numbers', () => {
  it('[RND1] a shorter draw is the start of a longer one', () => {
    expect(uniform(3, 4, 5, 5)).toEqual(uniform(3, 4, 5, 50).slice(0, 5));
    expect(normal(3, 4, 5, 5)).toEqual(normal(3, 4, 5, 50).slice(0, 5));
  });

  it('uniform numbers fill their range evenly', () => {
    const values = uniform(1, Stream.DiscriminatorLatent, 0, COUNT);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(variance(values)).toBeCloseTo(1 / 12, 2);
    const bins = new Array<number>(16).fill(0);
    for (const value of values) bins[Math.floor(value * 16)]! += 1;
    const expected = COUNT / 16;
    const chiSquare = bins.reduce((sum, bin) => sum + (bin - expected) ** 2 / expected, 0);
    // 15 degrees of freedom: 37.7 is exceeded once in a thousand.
    expect(chiSquare).toBeLessThan(37.7);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  it('normal numbers have mean 0, deviation as asked and the tails of a normal', () => {
    const values = normal(1, Stream.GeneratorLatent, 0, COUNT, 2);
    expect(Math.abs(mean(values))).toBeLessThan(0.05);
    expect(Math.sqrt(variance(values))).toBeCloseTo(2, 1);
    const beyond = (limit: number): number =>
      values.filter((value) => Math.abs(value) > limit).length / COUNT;
    expect(beyond(2)).toBeCloseTo(0.3173, 1);
    expect(beyond(4)).toBeGreaterThan(0.04);
    expect(beyond(4)).toBeLessThan(0.051);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('neighbouring seeds, streams, steps and indices are independent', () => {
    const base = uniform(10, 4, 7, COUNT);
    const others = [
      uniform(11, 4, 7, COUNT),
      uniform(10, 5, 7, COUNT),
      uniform(10, 4, 8, COUNT),
      // Places that would collide if the four numbers were merely added.
      uniform(11, 3, 7, COUNT),
      uniform(4, 10, 7, COUNT),
      base.slice(1),
      base.slice(4),
    ];
    // Five standard errors of the correlation of independent numbers.
    for (const other of others) {
      const length = other.length;
      expect(Math.abs(correlation(base.slice(0, length), other))).toBeLessThan(
        5 / Math.sqrt(length),
      );
    }
  });

  it('[RND2] the seed decides, and every seed up to 2^32 - 1 counts', () => {
    const draw = (seed: number): Float32Array => normal(seed, Stream.SampleLatent, 0, 16);
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    expect(draw(4_294_967_295)).not.toEqual(draw(2_147_483_647));
    expect(draw(4_294_967_295)).not.toEqual(draw(0));
  });

  it('permutations hold every index once and put each anywhere', () => {
    const order = permutation(2, Stream.Order, 3, 1097);
    expect(new Set(order).size).toBe(1097);
    expect(Math.max(...order)).toBe(1096);
    const places = Array.from({ length: 3000 }, (_, epoch) =>
      permutation(2, Stream.Order, epoch, 6).indexOf(0),
    );
    for (let place = 0; place < 6; place++) {
      const share = places.filter((found) => found === place).length / places.length;
      expect(share).toBeGreaterThan(0.135);
      expect(share).toBeLessThan(0.2);
    }
  });

  it('integers stay below their limit and reach both ends', () => {
    const values = Array.from({ length: 500 }, (_, index) => integer(1, 2, 3, index, 7));
    expect(new Set(values)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });
});
