import { describe, expect, it } from 'vitest';
import { bundle, inOrder } from './bundles';
import type { Step } from './sources';

const ready = (value: number, bytes: number): Step => ({
  outcome: { kind: 'ready', path: String(value) },
  picture: { pixels: new Uint8Array(bytes).fill(value), hash: new Uint8Array(32).fill(value) },
});

describe('bundles', () => {
  it('gather many small pictures, in order, pixels beside outcomes', async () => {
    async function* steps() {
      for (let i = 0; i < 5000; i++) yield await Promise.resolve(ready(i % 251, 4));
    }
    let count = 0;
    let bundles = 0;
    for await (const { outcomes, pixels, hashes } of bundle(steps())) {
      bundles += 1;
      expect(pixels.length).toBe(outcomes.length * 4);
      expect(hashes.length).toBe(outcomes.length * 32);
      outcomes.forEach(({ path }, i) =>
        expect([pixels[i * 4], hashes[i * 32]].map(String)).toEqual([path, path]),
      );
      count += outcomes.length;
    }
    expect(count).toBe(5000);
    expect(bundles).toBeLessThan(10);
  });

  it('leave after a megabyte', async () => {
    async function* steps() {
      for (let i = 0; i < 4; i++) yield await Promise.resolve(ready(i, 700_000));
    }
    const sizes: number[] = [];
    for await (const { outcomes } of bundle(steps())) sizes.push(outcomes.length);
    expect(sizes).toEqual([2, 2]);
  });

  it('end with an archive, since what it holds comes before what is next', async () => {
    async function* steps() {
      yield await Promise.resolve(ready(1, 4));
      yield { outcome: { kind: 'archive', path: 'a.zip', entries: [] }, picture: null } as const;
      yield ready(2, 4);
    }
    const paths: string[][] = [];
    for await (const { outcomes } of bundle(steps())) paths.push(outcomes.map(({ path }) => path));
    expect(paths).toEqual([['1', 'a.zip'], ['2']]);
  });
});

describe('work ahead, in order', () => {
  it('keeps the order whatever takes longest, and no more at a time than asked', async () => {
    let running = 0;
    let most = 0;
    async function* start(ms: number): AsyncGenerator<number, void> {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, ms));
      yield ms;
      yield -ms;
      running -= 1;
    }
    const seen: number[] = [];
    for await (const value of inOrder([20, 1, 10, 2, 3], 1, start)) seen.push(value);
    expect(seen).toEqual([20, -20, 1, -1, 10, -10, 2, -2, 3, -3]);
    expect(most).toBe(2);
  });

  it('goes past sources that yield nothing', async () => {
    async function* start(value: number): AsyncGenerator<number, void> {
      if (value > 0) yield await Promise.resolve(value);
    }
    const seen: number[] = [];
    for await (const value of inOrder([0, 1, 0, 0, 2], 1, start)) seen.push(value);
    expect(seen).toEqual([1, 2]);
  });
});
