import { describe, expect, test } from 'vitest';
import type { EngineId, ModelState } from '../../contract/records';
import { FakeModel, fakeState } from '../../testing/engine/fake-model';
import type { OpenedEngine } from '../engine';
import type { TrainingModel } from '../model';
import { compareEngines } from './compare';
import { cacheOf, passingTuningCache } from './for-runs';

interface World {
  time: number;
}

/** An engine whose steps take so long; it is done with when its model is. */
function engine(
  id: EngineId,
  world: World,
  stepMs: number,
  state: (steps: number) => ModelState = fakeState,
): OpenedEngine & { readonly model: FakeModel } {
  const model = new FakeModel();
  model.answerState = (steps) => Promise.resolve(state(steps));
  const { answer } = model;
  model.answer = (step) => {
    world.time += stepMs;
    return answer(step);
  };
  return {
    model,
    report: { engine: id, adapter: card('A'), software: false, maxBufferBytes: null },
    lost: null,
    createModel: () => Promise.resolve<TrainingModel>(model),
    activate: () => Promise.resolve(),
    openPainter: () => Promise.reject(new Error('Nothing is painted.')),
    openJudge: () => Promise.reject(new Error('Nothing is judged.')),
    close: () => undefined,
  };
}

const compare = (world: World, compiled: OpenedEngine, reference: OpenedEngine): Promise<unknown> =>
  compareEngines(compiled, reference, () => world.time);

describe('[FAST1] the check at the start', () => {
  test('measures both, and leaves nothing behind', async () => {
    const world = { time: 0 };
    const [compiled, reference] = [engine('compiled', world, 2), engine('webgpu', world, 14)];
    const measured = await compare(world, compiled, reference);
    expect(measured).toEqual({ compiledMs: 2, referenceMs: 14 });
    // Two steps to compare, then steps in turn for 200 ms.
    expect(compiled.model.steps).toHaveLength(2 + 13);
    expect(reference.model.steps).toEqual(compiled.model.steps);
    expect(compiled.model.disposed && reference.model.disposed).toBe(true);
  });

  /** The state with one number changed. */
  const changed = (change: (state: ModelState) => void) => (steps: number) => {
    const state = fakeState(steps);
    change(state);
    return state;
  };

  test.each([
    {
      what: 'a weight',
      change: (state: ModelState) => (state.tensors['generator.weights']![0]!.values[0]! *= 1.002),
      params: { group: 'generator.weights', name: '0/kernel', difference: 0.002 },
    },
    {
      what: 'a gradient',
      change: (state: ModelState) =>
        (state.tensors['discriminator.adam.first']![0]!.values[0] = 0.6),
      params: { group: 'discriminator.adam.first', name: '0/kernel', difference: 0.2 },
    },
    {
      what: 'a number that is not finite',
      change: (state: ModelState) => (state.tensors['generator.adam.second']![0]!.values[0] = NaN),
      params: { group: 'generator.adam.second', name: '0/kernel', difference: Infinity },
    },
  ])('refuses $what that differs', async ({ change, params }) => {
    const world = { time: 0 };
    const compiled = engine('compiled', world, 1, changed(change));
    const end = compare(world, compiled, engine('webgpu', world, 1));
    const { difference } = params;
    await expect(end).rejects.toMatchObject({
      code: 'engine-disagrees',
      params: {
        ...params,
        difference: Number.isFinite(difference)
          ? (expect.closeTo(difference, 6) as number)
          : difference,
      },
    });
    expect(compiled.model.disposed).toBe(true);
  });

  test('lets a difference of rounding pass', async () => {
    const world = { time: 0 };
    const rounded = changed(
      (state) => (state.tensors['generator.weights']![0]!.values[0]! *= 1.0005),
    );
    await compare(world, engine('compiled', world, 1, rounded), engine('webgpu', world, 1));
  });
});

const card = (name: string) => ({ kind: 'gpu', name }) as const;

test('what one adapter is remembered by, another does not know', () => {
  const tuning = passingTuningCache();
  const here = cacheOf(tuning, { engine: 'compiled', adapter: card('A') });
  here.write('conv', 'b');
  expect(here.read('conv')).toBe('b');
  expect(cacheOf(tuning, { engine: 'compiled', adapter: card('A') }).read('conv')).toBe('b');
  expect(cacheOf(tuning, { engine: 'compiled', adapter: card('B') }).read('conv')).toBeNull();
});
