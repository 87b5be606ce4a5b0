import { afterEach, expect, it } from 'vitest';
import type { EngineChoice } from '../contract/hyperparameters';
import { Stream, normal } from '../contract/random';
import { METRIC_COLUMNS, type DatasetRecord } from '../contract/records';
import { openStorage } from '../storage/open';
import { smoke } from '../testing/smoke';
import { startCommand } from '../testing/records';
import {
  SIZE,
  over,
  settings,
  storeSet,
  trainerHarness,
  type TrainerHarness,
} from '../testing/trainer-harness';

const WIDTH = METRIC_COLUMNS.length;

type SetUp = Pick<TrainerHarness, 'events' | 'trainer' | 'seen'> & { readonly set: DatasetRecord };

async function setUp(): Promise<SetUp> {
  return { ...trainerHarness(), set: await storeSet() };
}

let close = (): void => undefined;
afterEach(() => close());

// What TensorFlow.js computes on WebGPU its own suites prove; a whole run on it is the journey in e2e.
it('[TRN7] [OUT3] a small Atelier learns a tiny set on the compiled engine: losses and pictures change', async () => {
  const engine = 'compiled';
  const { events, trainer, seen, set } = await setUp();
  close = () => trainer.dispose();
  const runId = crypto.randomUUID();
  trainer.send(startCommand(set, { ...settings, engine }, { id: runId }));
  await seen(over);

  const failed = events.find((event) => event.type === 'failed');
  expect(failed).toBeUndefined();
  const storage = await openStorage();
  const run = (await storage.run(runId))!;
  expect(run).toMatchObject({ state: 'finished', epoch: 12, step: 24 });
  expect(run.device).toEqual({
    kind: 'engine',
    engine,
    adapter: { kind: 'gpu', name: 'SwiftShader' },
  });

  const rows = (await storage.metrics(runId)).flatMap(({ rows }) => [...rows]);
  const losses = rows.filter((_, i) => i % WIDTH === 2);
  expect(losses).toHaveLength(24);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
  // It starts at 2 ln 2 or so and falls far below as D tells the discs from the grey.
  expect(mean(losses.slice(-4))).toBeLessThan(0.8 * mean(losses.slice(0, 2)));

  const samples = await storage.samples(runId);
  expect(samples.map(({ epoch }) => epoch)).toEqual([0, 6, 12]);
  const [before, after] = await Promise.all([samples[0]!, samples[2]!].map(pixelsOf));
  const change = mean([...before!].map((value, i) => Math.abs(value - after![i]!)));
  expect(change).toBeGreaterThan(8);
  expect(await storage.generatorEpochs(runId)).toEqual([6, 12]);
  storage.close();

  // On the same card, for which all is compiled already.
  await pauseAndPaint(engine, { events, trainer, seen, set });
});

it.each(smoke<EngineChoice>('orders to a run on WebGL', ['wasm'], ['wasm', 'webgl']))(
  '[TRN7] [OUT3] pause, new pictures, resume and stop through the worker on %s',
  async (engine) => {
    const harness = await setUp();
    close = () => harness.trainer.dispose();
    await pauseAndPaint(engine, harness);
  },
);

async function pauseAndPaint(
  engine: EngineChoice,
  { events, trainer, seen, set }: SetUp,
): Promise<void> {
  events.length = 0;
  const runId = crypto.randomUUID();
  const long = { ...settings, engine, epochs: 5000, sampleEvery: 5000, saveEvery: 1 };
  trainer.send(startCommand(set, long, { id: runId }));
  await seen((event) => event.type === 'generatorSaved');
  trainer.send({ type: 'pause' });
  await seen((event) => event.type === 'run' && event.run.state === 'paused');
  const rowsThen = events.filter(({ type }) => type === 'metrics').length;
  const latents = normal(4, Stream.NewPictures, 0, 3 * settings.latentSize);
  trainer.send({
    type: 'paint',
    requestId: 1,
    runId,
    epoch: 1,
    weights: 'weights',
    engine,
    latents,
  });
  const made = await seen((event) => event.type === 'painted');
  expect(made).toMatchObject({ shape: { height: SIZE, width: SIZE }, requestId: 1 });
  expect(events.filter(({ type }) => type === 'metrics').length).toBe(rowsThen);
  trainer.send({ type: 'resume' });
  await seen(() => events.filter(({ type }) => type === 'metrics').length > rowsThen);
  trainer.send({ type: 'stop' });
  expect(await seen(over)).toMatchObject({ run: { state: 'stopped' } });
  expect(events.some(({ type }) => type === 'failed')).toBe(false);
}

it('[TRN8] a probe reports the engine asked for', async () => {
  const { trainer, seen } = await setUp();
  close = () => trainer.dispose();
  trainer.send({ type: 'probe', choice: 'wasm' });
  expect(await seen(({ type }) => type === 'engine')).toMatchObject({
    choice: 'wasm',
    report: { engine: 'wasm' },
  });
});

async function pixelsOf({ image }: { readonly image: Blob }): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(image);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}
