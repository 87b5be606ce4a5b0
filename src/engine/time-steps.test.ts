import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import { buildGan } from '../nets/presets';
import { FakeModel, fakeMetrics } from '../testing/engine/fake-model';
import { smallSet } from '../testing/engine/small-set';
import { Batches } from './batches';
import { timeSteps, type Timed } from './time-steps';

const settings: Settings = {
  ...DEFAULT_SETTINGS,
  imageSize: 16,
  channels: 1,
  width: 8,
  batchSize: 10,
  discriminatorNorm: 'none',
};

/** A model of whose steps each takes as long as `cost` says, in milliseconds of a clock that nothing else moves. */
async function world(
  cost: (step: number, pictures: number) => number,
  change: Partial<Settings> = {},
  onProcessor = false,
) {
  const chosen = { ...settings, ...change };
  const gan = buildGan(chosen);
  const set = await smallSet({ imageSize: 16, channels: 1 });
  const model = new FakeModel();
  let clock = 0;
  let answered = 0;
  model.answer = (step) => {
    clock += cost(step, model.batches[answered++]!.count);
    return Promise.resolve(fakeMetrics(step));
  };
  const timed: Timed = {
    model,
    gan,
    batchSize: chosen.batchSize,
    batches: (batchSize) => new Batches(set, gan.step.batching, { ...chosen, batchSize }),
    onProcessor,
    now: () => clock,
    between: () => Promise.resolve(),
  };
  return { model, timed };
}

describe('steps of a card are timed', () => {
  it('[TIME1] after the first two, which compile, for a second, several in a submit', async () => {
    const { model, timed } = await world(() => (model.steps.length <= 2 ? 5_000 : 20));
    model.together = 2;
    expect(await timeSteps(timed)).toBeCloseTo(0.02, 10);
    expect(model.steps.length).toBeGreaterThanOrEqual(50);
    expect(model.steps.length).toBeLessThan(60);
    expect(Math.max(...model.submits)).toBe(2);
  });

  it('[TIME1] a few of them, however long each takes', async () => {
    const { model, timed } = await world(() => 4_000);
    expect(await timeSteps(timed)).toBeCloseTo(4, 10);
    expect(model.steps.length).toBeLessThanOrEqual(6);
  });

  it('[TIME1] with those that take a penalty and those that do not, as often as a run has them', async () => {
    const { model, timed } = await world((step) => (step % 4 === 0 ? 50 : 10), {
      penalty: 0.05,
      penaltyEvery: 4,
    });
    model.together = 8;
    expect(await timeSteps(timed)).toBeCloseTo((50 + 3 * 10) / 4 / 1000, 10);
  });

  it('[TIME2] and end where the trial is not wanted any more', async () => {
    const { model, timed } = await world(() => 10);
    let left = 3;
    const between = (): Promise<void> =>
      left-- > 0 ? Promise.resolve() : Promise.reject(new Error('enough'));
    await expect(timeSteps({ ...timed, between })).rejects.toThrow('enough');
    expect(model.steps).toHaveLength(4);
  });
});

describe('steps of a processor, which cannot be ended, are timed', () => {
  const cost = (_: number, pictures: number): number => 20 + 30 * pictures;

  it('[TIME2] with as few pictures as keep each short, and a whole batch follows', async () => {
    const slow = (_: number, pictures: number): number => 50 + 100 * pictures;
    const { model, timed } = await world(slow, { batchSize: 30 }, true);
    expect(await timeSteps(timed)).toBeCloseTo((50 + 100 * 30) / 1000, 10);
    const most = Math.max(...model.batches.map(({ count }) => slow(0, count)));
    expect(most).toBeLessThanOrEqual(1_500);
  });

  it('[TIME1] with the whole batch where that is short', async () => {
    const { model, timed } = await world(cost, { batchSize: 10 }, true);
    expect(await timeSteps(timed)).toBeCloseTo(0.32, 10);
    expect(model.batches.at(-1)!.count).toBe(10);
  });

  it('[TIME2] with two and four pictures where those take long already', async () => {
    const { model, timed } = await world(
      (_, pictures) => 1_000 * pictures,
      { batchSize: 30 },
      true,
    );
    expect(await timeSteps(timed)).toBeCloseTo(30, 10);
    expect(model.batches.map(({ count }) => count)).toEqual([4, 4, 4, 2, 2]);
  });
});
