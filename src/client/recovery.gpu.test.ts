import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice, Settings } from '../contract/hyperparameters';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { openStorage } from '../storage/open';
import type { Blow } from '../testing/frail-worker';
import { onlyWhole } from '../testing/smoke';
import { startCommand } from '../testing/records';
import {
  over,
  realWorker,
  settings,
  storeSet,
  trainerHarness,
  type TrainerHarness,
} from '../testing/trainer-harness';

/** What a run outlives: real workers, real engines, the real storage. */

const EPOCHS = 6;
/** Short, so that a hung worker is found soon, and long enough for a slow machine. */
const PATIENCE = { tickMs: 500, trainingMs: 10_000, preparingMs: 120_000 };
const frailWorker = (): Worker =>
  new Worker(new URL('../testing/frail-worker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });

const settingsOn = (engine: EngineChoice): Settings => ({
  ...settings,
  engine,
  epochs: EPOCHS,
  sampleEvery: 3,
  saveEvery: 3,
  checkpointEpochs: 1,
});

let set: DatasetRecord;
let close = (): void => undefined;
beforeAll(async () => void (set = await storeSet()));
afterEach(() => close());

function setUp(newWorker: () => Worker): TrainerHarness {
  const harness = trainerHarness(newWorker, PATIENCE);
  close = () => harness.trainer.dispose();
  return harness;
}

function begin({ trainer }: TrainerHarness, chosen: Settings): string {
  const runId = crypto.randomUUID();
  trainer.send(startCommand(set, chosen, { id: runId }));
  return runId;
}

const strike = ({ workers }: TrainerHarness, blow: Blow['blow']): void =>
  workers.at(-1)!.postMessage({ blow } satisfies Blow);

/** A checkpoint of this step or a later one is stored. */
const savedFrom =
  (step: number) =>
  (event: TrainerEvent): boolean =>
    event.type === 'checkpointSaved' && event.step >= step;

/** All that is kept of a run but times and what happened to it. */
async function kept(runId: string): Promise<{ run: RunRecord; outcome: unknown }> {
  const storage = await openStorage();
  const [run, found, metrics, samples, epochs] = await Promise.all([
    storage.run(runId),
    storage.newestCheckpoint(runId),
    storage.metrics(runId),
    storage.samples(runId),
    storage.generatorEpochs(runId),
  ]);
  const newest = await storage.generator(runId, EPOCHS);
  storage.close();
  return {
    run: run!,
    outcome: {
      metrics: metrics.map(({ block, rows }) => [block, rows]),
      samples: samples.map(({ epoch, step, scores }) => [epoch, step, scores]),
      epochs,
      generator: newest?.weights,
      checkpoint: [found?.checkpoint.step, found?.checkpoint.state],
    },
  };
}

const inOneGo = new Map<EngineChoice, Promise<unknown>>();
/** What a run on the engine gives to which nothing happens. */
function undisturbed(engine: EngineChoice): Promise<unknown> {
  const known = inOneGo.get(engine) ?? trainInOneGo(engine);
  inOneGo.set(engine, known);
  return known;
}

async function trainInOneGo(
  engine: EngineChoice,
  harness = trainerHarness(realWorker),
): Promise<unknown> {
  harness.events.length = 0;
  const runId = begin(harness, settingsOn(engine));
  await harness.seen(over);
  harness.trainer.dispose();
  const { run, outcome } = await kept(runId);
  expect(run).toMatchObject({ state: 'finished', step: 2 * EPOCHS, incidents: 0, failure: null });
  return outcome;
}

describe('a run outlives', () => {
  // Of a device that TensorFlow.js has lost, opening/ holds that it is told and opened again; nothing else
  // here knows which engine lost it.
  it('[SAVE9] [SAVE5] the loss of its graphics card, and ends up the same to the bit', async () => {
    const harness = setUp(frailWorker);
    const runId = begin(harness, settingsOn('compiled'));
    await harness.seen(savedFrom(2));
    strike(harness, 'lose the device');
    await harness.seen(over);
    const { run, outcome } = await kept(runId);
    expect(run).toMatchObject({ state: 'finished', step: 2 * EPOCHS, incidents: 1 });
    expect(run.lastIncident?.code).toBe('webgpu-lost');
    expect(harness.workers).toHaveLength(1);
    // On the card that was opened again, for which all is compiled already.
    expect(outcome).toEqual(await trainInOneGo('compiled', harness));
  });

  it('[SAVE10] an error that ends its worker', async () => {
    const harness = setUp(frailWorker);
    const runId = begin(harness, settingsOn('wasm'));
    await harness.seen(savedFrom(2));
    strike(harness, 'die');
    await harness.seen(over);
    const { run, outcome } = await kept(runId);
    expect(run).toMatchObject({ state: 'finished', incidents: 1 });
    expect(run.lastIncident).toMatchObject({
      code: 'training-worker-stopped',
      params: { said: expect.stringContaining('Something in the worker broke.') as string },
    });
    expect(harness.workers).toHaveLength(2);
    expect(count(harness, 'failed')).toBe(0);
    expect(outcome).toEqual(await undisturbed('wasm'));
  });

  // What a checkpoint in storage holds does not hang on the engine, and engine/ proves of each engine that
  // it goes on from one to the bit.
  it('[SAVE5] [SAVE6] a reload of the page', async () => {
    const before = setUp(realWorker);
    const runId = begin(before, settingsOn('wasm'));
    await before.seen(savedFrom(2));
    before.trainer.dispose();

    const after = setUp(realWorker);
    const keep = { learningRates: null, epochs: null, incident: null };
    after.trainer.send({ type: 'continue', runId, from: 'newest', ...keep });
    await after.seen(over);
    const { run, outcome } = await kept(runId);
    expect(run).toMatchObject({ state: 'finished', incidents: 0 });
    expect(outcome).toEqual(await undisturbed('wasm'));
  });
});

// Most of their time they wait until a silence is long enough: both wait at once.
onlyWhole('workers that are killed without a word, or hang', () => {
  describe.concurrent('a run outlives', () => {
    it.each([
      ['that is killed without a word', (harness) => harness.workers[0]!.terminate()],
      ['that hangs in an endless loop', (harness) => strike(harness, 'hang')],
    ] satisfies [string, (harness: TrainerHarness) => void][])(
      '[SAVE10] a worker %s',
      async (_, silence) => {
        const harness = trainerHarness(frailWorker, PATIENCE);
        try {
          const runId = begin(harness, settingsOn('wasm'));
          await harness.seen(savedFrom(2));
          silence(harness);
          await harness.seen(over);
          const { run, outcome } = await kept(runId);
          expect(run).toMatchObject({ state: 'finished', incidents: 1 });
          expect(run.lastIncident?.code).toBe('training-worker-silent');
          expect(harness.workers).toHaveLength(2);
          expect(outcome).toEqual(await undisturbed('wasm'));
        } finally {
          harness.trainer.dispose();
        }
      },
    );
  });
});

const count = ({ events }: TrainerHarness, type: TrainerEvent['type']): number =>
  events.filter((event) => event.type === type).length;
