import { describe, expect, it } from 'vitest';
import { UNTRAINED, type ExploreAnswer, type ExploreOrder } from '../contract/explore';
import { normal, Stream, uniform } from '../contract/random';
import type { LossId, Settings } from '../contract/hyperparameters';
import type { StudioStorage } from '../storage/studio-storage';
import { LOSSES } from '../nets/losses';
import { buildGan } from '../nets/presets';
import { openCpuEngine } from '../testing/engine/cpu-engine';
import { smallSettings } from '../testing/engine/real-run';
import { aCheckpoint, aGenerator, aRun } from '../testing/records';
import { Exploring } from './exploring';

const COUNT = 5;

/** A run of so many steps, with what it keeps, and the model that trained. */
async function world(settings: Settings, steps = 0) {
  const engine = await openCpuEngine();
  const run = aRun('run', { settings, recipe: settings.preset });
  const gan = buildGan(settings, run);
  const plan = { ...settings, gan, orderSteps: 4 };
  const model = await engine.createModel(plan, () => undefined);
  const untrained = await engine.createModel(plan, () => undefined);
  const size = gan.discriminator.input.reduce((product, edge) => product * edge, 1);
  for (let step = 0; step < steps; step++) {
    const pixels = uniform(1, 98, step, settings.batchSize * size, -1, 1).slice();
    await model.trainSteps([{ kind: 'pixels', count: settings.batchSize, pixels }], step);
  }
  const { weights } = await model.generatorTensors();
  const generator = { ...aGenerator('run', 3), spec: gan.generator, weights };
  const checkpoint = aCheckpoint('run', 2, { settings, state: await model.exportState() });
  const answers: ExploreAnswer[] = [];
  const exploring = new Exploring({
    openStorage: () =>
      Promise.resolve({
        run: () => Promise.resolve(run),
        generator: (_: string, epoch: number) =>
          Promise.resolve(epoch === 3 ? generator : undefined),
        checkpoint: (_: string, step: number) =>
          Promise.resolve(step === 2 ? checkpoint : undefined),
      } as unknown as StudioStorage),
    openEngine: () => Promise.resolve(engine),
    closeEngine: () => undefined,
    answer: (answer) => answers.push(answer),
    yieldToMessages: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const latents = (seed: number, count: number) =>
    normal(seed, Stream.NewPictures, 0, count * settings.latentSize).slice();
  const order = (id: number, step = 2): Extract<ExploreOrder, { type: 'judge' }> => ({
    type: 'judge',
    id,
    generator: { runId: 'run', epoch: 3, weights: 'weights' },
    discriminator: { runId: 'run', step },
    engine: 'automatic',
    latents: latents(id, COUNT),
  });
  const answered = async (count: number): Promise<ExploreAnswer[]> => {
    await expect.poll(() => answers.length, { timeout: 30_000 }).toBe(count);
    return answers;
  };
  const spec = gan.generator;
  return { exploring, order, answered, model, untrained, size, latents, engine, spec };
}

const settingsOf = (loss: LossId): Settings => smallSettings('atelier', { loss });

describe('what is judged', () => {
  it('[VERD2] equals what the discriminator of the training says of the same pictures, now and before', async () => {
    const { exploring, order, answered, model, untrained, size } = await world(
      settingsOf('cross-entropy'),
      2,
    );
    exploring.handle(order(1));
    const [answer] = await answered(1);
    if (answer?.type !== 'judged') throw new Error(JSON.stringify(answer));
    const pixels = new Uint8Array(COUNT * size);
    for (const { index, rgba } of answer.pictures) {
      const rgb = rgba.filter((_, i) => i % 4 !== 3);
      pixels.set(rgb, index * size);
    }
    for (const [when, judge] of [
      ['now', model],
      ['before', untrained],
    ] as const) {
      const expected = await judge.judge(pixels);
      const found = answer.pictures.map((picture) => picture[when]);
      expect(new Set(found.map(({ logit }) => logit)).size).toBe(COUNT);
      found.forEach(({ logit, score }, i) => {
        expect(Math.abs(logit - expected[i]!)).toBeLessThan(1e-4);
        expect(Math.abs(score - 1 / (1 + Math.exp(-expected[i]!)))).toBeLessThan(1e-4);
      });
    }
    const [{ before, now }] = answer.pictures as [(typeof answer.pictures)[0]];
    expect(before.logit).not.toBe(now.logit);
  });

  it('[VERD3] of a relativistic loss is told from the usual picture, whose score is a half', async () => {
    const { exploring, order, answered } = await world(settingsOf('relativistic'));
    exploring.handle(order(1));
    exploring.handle(order(2));
    const all = await answered(2);
    const judged = all.flatMap((answer) => (answer.type === 'judged' ? answer.pictures : []));
    expect(judged).toHaveLength(2 * COUNT);
    const levels = judged.map(({ now }) => now.logit - Math.log(now.score / (1 - now.score)));
    levels.forEach((level) => expect(Math.abs(level - levels[0]!)).toBeLessThan(1e-3));
    expect(Math.abs(levels[0]!), 'a level of its own').toBeGreaterThan(1e-6);
  });

  it('[VERD3] has the score of its loss', async () => {
    const { exploring, order, answered } = await world(settingsOf('hinge'));
    exploring.handle(order(1));
    const [answer] = await answered(1);
    if (answer?.type !== 'judged') throw new Error(JSON.stringify(answer));
    for (const { now } of answer.pictures) expect(now.score).toBe(LOSSES.hinge.score(now.logit));
  });

  it('[VERD5] waits for all that is to be painted', async () => {
    const { exploring, order, answered, latents } = await world(settingsOf('cross-entropy'));
    const paint = (id: number, urgency: 'now' | 'soon'): ExploreOrder => {
      const { generator, engine } = order(1);
      return { type: 'paint', id, generator, engine, latents: latents(id, 1), urgency };
    };
    // The first is under way before the others come.
    exploring.handle(order(1));
    for (const one of [order(2), paint(3, 'soon'), order(4), paint(5, 'now')])
      exploring.handle(one);
    const all = await answered(5);
    expect(all.map((answer) => 'id' in answer && answer.id)).toEqual([1, 5, 3, 2, 4]);
  });

  it('[VERD2] says the same of a picture that was painted before', async () => {
    const { exploring, order, answered } = await world(settingsOf('cross-entropy'), 1);
    exploring.handle(order(1));
    const [first] = await answered(1);
    if (first?.type !== 'judged') throw new Error(JSON.stringify(first));
    const { generator, discriminator, engine } = order(2);
    const pictures = first.pictures.map(({ rgba }) => rgba);
    const painted = { type: 'judge-painted', id: 2, generator, discriminator, engine } as const;
    exploring.handle({ ...painted, pictures });
    const second = (await answered(2))[1];
    if (second?.type !== 'told') throw new Error(JSON.stringify(second));
    expect(second.verdicts).toEqual(first.pictures.map(({ before, now }) => ({ before, now })));
  });

  it('[VERD7] paints with the generator that the run began with, made again', async () => {
    const settings = settingsOf('cross-entropy');
    const { exploring, answered, untrained, latents, engine, spec } = await world(settings, 1);
    const generator = { runId: 'run', epoch: UNTRAINED, weights: 'weights' } as const;
    const paint = { type: 'paint', id: 1, generator, engine: 'cpu', urgency: 'now' } as const;
    exploring.handle({ ...paint, latents: latents(7, 2) });
    const [answer] = await answered(1);
    if (answer?.type !== 'painted') throw new Error(JSON.stringify(answer));
    const { weights } = await untrained.generatorTensors();
    const painting = await engine
      .openPainter(spec, weights)
      .then((one) => one.paint(latents(7, 2)));
    if (painting.kind === 'cancelled') throw new Error(painting.kind);
    const shown = answer.pictures.flatMap(({ rgba }) => [...rgba.filter((_, i) => i % 4 !== 3)]);
    expect(shown).toEqual([...painting.pixels]);
  });

  it('[VERD1] says that a checkpoint is gone', async () => {
    const { exploring, order, answered } = await world(settingsOf('cross-entropy'));
    exploring.handle(order(1, 9));
    expect((await answered(1))[0]).toMatchObject({
      type: 'failed',
      error: { code: 'discriminator-not-kept', params: { step: 9 } },
    });
  });
});
