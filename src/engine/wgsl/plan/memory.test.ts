import { describe, expect, test } from 'vitest';
import { PRESET_IDS } from '../../../contract/hyperparameters';
import { uniform } from '../../../contract/random';
import { PLANS, presetPlan } from '../../../testing/wgsl/cases';
import { DispatchList } from './dispatch';
import { slicesFor } from './footprint';
import { VECTOR_BYTES, keptStorages, planMemory } from './memory';
import { GanPlan } from './step-plan';
import { storage, whole, type Storage } from './tensor';

interface Life {
  readonly storage: Storage;
  readonly from: number;
  readonly to: number;
}

function livesOf({ dispatches }: DispatchList): Life[] {
  const lives = new Map<Storage, Life>();
  dispatches.forEach(({ tensors }, at) => {
    for (const { storage } of Object.values(tensors)) {
      if (!storage.kept)
        lives.set(storage, { storage, from: lives.get(storage)?.from ?? at, to: at });
    }
  });
  return [...lives.values()];
}

/** What is wrong with a plan of memory. */
function faults(list: DispatchList, sizes: number[], places: Map<Storage, number>): string[] {
  const lives = livesOf(list);
  const wrong: string[] = [];
  for (const [i, a] of lives.entries()) {
    const buffer = places.get(a.storage);
    if (buffer === undefined) wrong.push(`${a.storage.name} has no place`);
    else if (sizes[buffer]! < a.storage.vectors * VECTOR_BYTES)
      wrong.push(`${a.storage.name} is too large`);
    for (const b of lives.slice(i + 1)) {
      const together = a.from <= b.to && b.from <= a.to;
      if (together && places.get(b.storage) === buffer)
        wrong.push(`${a.storage.name} and ${b.storage.name} share`);
    }
  }
  for (const { name } of keptStorages(list)) {
    if ([...places.keys()].some((one) => one.kept && one.name === name))
      wrong.push(`${name} is kept and shared`);
  }
  return wrong;
}

const bytesOf = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

describe.each(PLANS)('memory of a step: %s', (_, make) => {
  test.each([1, 2])('in slices of %d, nothing that lives is overwritten', (slices) => {
    const options = make();
    const plan = new GanPlan(options);
    const list = plan.step(options.batchSize, { kind: 'uploaded' }, slices);
    const sizes: number[] = [];
    const places = planMemory(list, sizes);
    expect(faults(list, sizes, places)).toEqual([]);
    const lives = livesOf(list);
    const all = bytesOf(lives.map(({ storage }) => storage.vectors * VECTOR_BYTES));
    // At least what lives at once, and little more than that.
    const most = Math.max(
      ...list.dispatches.map((_, at) =>
        bytesOf(
          lives
            .filter(({ from, to }) => from <= at && at <= to)
            .map(({ storage }) => storage.vectors * VECTOR_BYTES),
        ),
      ),
    );
    expect(bytesOf(sizes)).toBeGreaterThanOrEqual(most);
    expect(bytesOf(sizes)).toBeLessThan(all);
    expect(bytesOf(sizes)).toBeLessThan(1.5 * most);
  });

  test('a partial batch fits where the whole one does', () => {
    const options = make();
    const plan = new GanPlan(options);
    const sizes: number[] = [];
    planMemory(plan.step(options.batchSize, { kind: 'uploaded' }), sizes);
    const before = [...sizes];
    const list = plan.step(options.batchSize - 1, { kind: 'uploaded' });
    expect(faults(list, sizes, planMemory(list, sizes))).toEqual([]);
    expect(bytesOf(sizes)).toBeLessThanOrEqual(1.15 * bytesOf(before));
    expect(sizes.slice(0, before.length)).toEqual(before);
  });
});

test('lists of any lives share without harm', () => {
  for (let seed = 0; seed < 50; seed++) {
    const numbers = uniform(seed, 1, 0, 3 * 40);
    const list = new DispatchList();
    const lives = Array.from({ length: 40 }, (_, i) => {
      const from = Math.floor(numbers[3 * i]! * 30);
      const to = from + Math.floor(numbers[3 * i + 1]! * 12);
      return { from, to, one: storage(`s${i}`, 1 + Math.floor(numbers[3 * i + 2]! * 99)) };
    });
    for (let at = 0; at < 42; at++) {
      const named = lives.filter(({ from, to }) => at === from || at === to);
      list.add({
        kernel: 'pack',
        label: `d${at}`,
        params: {},
        tensors: Object.fromEntries(named.map(({ one }) => [one.name, whole(one)])),
        grid: [1, 1, 1],
      });
    }
    const sizes = [160, 1600];
    const places = planMemory(list, sizes);
    expect(faults(list, sizes, places)).toEqual([]);
    expect(sizes.slice(0, 2)).toEqual([160, 1600]);
  }
});

describe.each(PRESET_IDS)('slices of %s', (preset) => {
  const options = presetPlan(preset, { batchSize: 16 });
  const plan = new GanPlan(options);

  test('are one where the card is large, or unknown', () => {
    expect(slicesFor(plan, null).slices).toBe(1);
    expect(slicesFor(plan, 2 ** 40).slices).toBe(1);
  });

  test('are as few as fit', () => {
    const { footprint } = slicesFor(plan, null);
    const smaller = Math.max(footprint.largestBuffer, footprint.total / 2) - 1;
    const cut = slicesFor(plan, smaller);
    expect(cut.slices).toBeGreaterThan(1);
    expect(cut.footprint.total).toBeLessThan(footprint.total);
    // Weights are what they are.
    expect(cut.footprint.weights).toBe(footprint.weights);
    expect(cut.footprint.optimizer).toBe(footprint.optimizer);
  });

  test('end at one picture each', () => {
    expect(slicesFor(plan, 1).slices).toBe(16);
  });
});
