import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsFor } from '../contract/epochs';
import type { EngineId, WeightTensor } from '../contract/records';
import { NET_NAMES } from '../nets/model-state';
import { PRESETS } from '../nets/presets';
import {
  BATCH,
  PICTURES,
  smallSettings,
  trainForReal,
  type Outcome,
} from '../testing/engine/real-run';
import { RESUMED, resumeSuite } from '../testing/engine/resume-suite';
import type { Engine } from './engine';
import type { TrainingModel } from './model';
import { closeEngine, openEngine } from './opening/open';

/** The compiled engine under the session, which drives it as it does any other. */

const open = (id: EngineId) => async (): Promise<Engine> => {
  const engine = await openEngine(id);
  expect(engine.report.engine).toBe(id);
  return engine;
};
afterAll(closeEngine);

// To open another engine closes this one, with its kernels, and to compile them takes an emulated card
// longer than all else here: what begins on WASM comes first, and what ends there comes last.
const HALF = 2;
const interchanged = smallSettings('atelier', { epochs: 2 * HALF });
const passes = { pictures: PICTURES, batchSize: BATCH, batching: PRESETS.atelier.batching };

/** Trains the first half on one engine and the second on another. */
async function trainOn(first: EngineId, second: EngineId): Promise<Outcome> {
  const { store } = await trainForReal({
    engine: await open(first)(),
    settings: { ...interchanged, epochs: HALF },
  });
  const { checkpoint } = (await store.newestCheckpoint('r'))!;
  expect(checkpoint).toMatchObject({ engine: first, step: stepsFor(HALF, passes) });
  const engine = await open(second)();
  const one = { engine, settings: interchanged, store, from: checkpoint };
  return (await trainForReal(one)).outcome();
}

let onWasm: Outcome;
beforeAll(async () => void (onWasm = await trainOn('wasm', 'wasm')));

function expectLikeWasm(found: Outcome): void {
  expect(found.metrics).toHaveLength(onWasm.metrics.length);
  const apart = found.metrics.map((value, i) => Math.abs(value - onWasm.metrics[i]!));
  expect(Math.max(...apart)).toBeLessThan(1e-3);
  expect(found.state.counters['generator.adam.step']).toBe(stepsFor(2 * HALF, passes));
  for (const net of NET_NAMES) {
    const groups = [found, onWasm].map(({ state }) => state.tensors[`${net}.weights`]!);
    expect(difference(groups[0]!, groups[1]!)).toBeLessThan(1e-3);
  }
}

it('[FAST4] goes on from a checkpoint of WASM', async () => {
  expectLikeWasm(await trainOn('wasm', 'compiled'));
});

describe('the compiled engine', () => {
  // Even, since two steps of an epoch may be submitted together.
  const halves = { atelier: 4, artgan: 2, keragan: 2, tensorflow: 4 };
  resumeSuite('compiled', open('compiled'), halves, RESUMED);
});

/** The engine with its models changed before they train. */
const changed = (engine: Engine, change: (model: TrainingModel) => void): Engine => ({
  ...engine,
  async createModel(plan, notify) {
    const model = await engine.createModel(plan, notify);
    change(model);
    return model;
  },
});

describe('[FAST3] the compiled engine gives the same bits', () => {
  /** Seven steps an epoch. */
  const settings = smallSettings('atelier', { batchSize: 1, epochs: 2 });
  const train = async (change: (model: TrainingModel) => void): Promise<Outcome> => {
    const engine = changed(await open('compiled')(), change);
    return (await trainForReal({ engine, settings })).outcome();
  };
  const together = (steps: number) => (model: TrainingModel) => {
    model.stepsAtOnce = () => steps;
  };
  let expected: Promise<Outcome> | null = null;
  const oneByOne = (): Promise<Outcome> => (expected ??= train(together(1)));

  it('twice', async () => {
    expect((await oneByOne()).state.counters['generator.adam.step']).toBe(14);
    expect(await train(together(1))).toEqual(await oneByOne());
  });

  it.each([3, 7])('with %d steps in one submit', async (steps) => {
    expect(await train(together(steps))).toEqual(await oneByOne());
  });

  it.each([1, 3])('from pixels, where it does not hold them, %d steps at once', async (steps) => {
    const found = await train((model) => {
      together(steps)(model);
      model.holdPictures = () => Promise.resolve('none');
    });
    expect(found).toEqual(await oneByOne());
  });
});

it('[FAST4] makes checkpoints that WASM goes on from', async () => {
  expectLikeWasm(await trainOn('compiled', 'wasm'));
});

/** Of all weights, relative to their size. */
function difference(found: readonly WeightTensor[], expected: readonly WeightTensor[]): number {
  let [apart, size] = [0, 0];
  expected.forEach(({ values }, tensor) =>
    values.forEach((value, i) => {
      apart += (value - found[tensor]!.values[i]!) ** 2;
      size += value ** 2;
    }),
  );
  return Math.sqrt(apart / size);
}
