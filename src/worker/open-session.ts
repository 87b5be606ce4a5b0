import { bestMeasure } from '../contract/best-measure';
import { StudioError } from '../contract/errors';
import { deviceOf } from '../contract/device';
import type { EngineChoice } from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { MeasureRecord } from '../contract/measures';
import type { OnPreparing } from '../contract/preparing';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { stepsOfPass } from '../contract/epochs';
import { passesOver } from '../engine/batches';
import type { Engine } from '../engine/engine';
import { LossGuard } from '../engine/loss-guard';
import type { ModelPlan, TrainingModel } from '../engine/model';
import type { RunCommands } from '../engine/run-commands';
import { TrainingSession } from '../engine/session';
import { loadTrainingSet, type ReadChunk } from '../engine/training-set';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import { chancePictures, measuringPlan } from './measured-by';
import type { Emit, ReadyRun } from './ready-run';

/**
 * From a run that is ready to a session that can train: engine, pictures, nets. What is kept of the
 * run is taken back to its checkpoint last, when nothing can fail any more.
 * @param commands what is asked of the run, before and while it trains.
 * @param opened told the engine as soon as it is open.
 */
export async function openSession(
  ready: ReadyRun,
  storage: StudioStorage,
  ports: HostPorts,
  commands: RunCommands,
  emit: Emit,
  opened: (engine: Engine) => void,
): Promise<TrainingSession> {
  const { set, from, store } = ready;
  const { settings } = ready.run;
  const { generator, discriminator } = ready.run.learningRates;
  const notify: OnPreparing = (preparing) => emit({ type: 'run', run: ready.run, preparing });

  notify({ code: 'opening-engine', params: {} });
  const report = (engine: Engine): void => {
    opened(engine);
    emit({ type: 'engine', choice: settings.engine, report: engine.report });
  };
  const first = await openEngine(ready, ports, emit, notify);
  report(first);

  notify({ code: 'reading-pictures', params: { pictures: ready.run.datasetCount } });
  const gan = buildGan(settings, ready.run);
  refuseMisfit(gan, set);
  const pictures = await loadTrainingSet(set, ready.run.choice ?? set, (id, index) =>
    storage.chunk(id, index),
  );

  notify({ code: 'building-networks', params: {} });
  const { seed, batchSize, mirror } = settings;
  const orderSteps = stepsOfPass(passesOver(pictures.count, gan.step.batching, batchSize));
  const rates = { generatorLearningRate: generator, discriminatorLearningRate: discriminator };
  const plan = { gan, seed, batchSize, orderSteps, mirror, ...rates };
  const { engine, model } = await makeModel(first, plan, notify, (failure) => {
    if (!mayFallBack(settings.engine, first, failure)) return null;
    return fallBack(ports, emit, notify, failure);
  });
  if (engine !== first) report(engine);
  // The model is freed where there will be no session to do it.
  try {
    const run = await keep({ ...ready.run, device: deviceOf(engine.report) }, ready, ports, emit);
    const { encodeGrid, now, monotonic, yieldToMessages, openMeasurer } = ports;
    const readChunk: ReadChunk = (id, index) => storage.chunk(id, index);
    const measuring = openMeasurer
      ? measuringPlan(run, set, readChunk, openMeasurer, await bestBefore(ready, storage))
      : null;
    const heldOut = chancePictures(run, set, readChunk);
    const { lost, report } = engine;
    return new TrainingSession(
      { run, from, engine: report.engine, gan, set: pictures, model, measuring, heldOut, lost },
      { store, emit, encodeGrid, now, monotonic, yieldToMessages },
      commands,
    );
  } catch (error) {
    free(model);
    throw error;
  }
}

interface Made {
  readonly engine: Engine;
  readonly model: TrainingModel;
}

/** @param instead another engine to try after a failure, or null where that is the end. */
async function makeModel(
  engine: Engine,
  plan: ModelPlan,
  notify: OnPreparing,
  instead: (failure: StudioError) => Promise<Engine> | null,
): Promise<Made> {
  // A card that is lost meanwhile may leave it unanswered.
  const make = (on: Engine): Promise<TrainingModel> =>
    new LossGuard(on.lost).wait(on.createModel(plan, notify));
  try {
    return { engine, model: await make(engine) };
  } catch (error) {
    const other = await instead(StudioError.from(error, 'engine-failed'));
    if (!other) throw error;
    return { engine: other, model: await make(other) };
  }
}

/** Nobody asked for the compiled engine by name, and it is the nets that it cannot make: a lost or
 *  full card fails TensorFlow.js too, which needs more of it. */
const mayFallBack = (choice: EngineChoice, { report }: Engine, { kind }: StudioError): boolean =>
  choice === 'automatic' &&
  report.engine === 'compiled' &&
  (kind === 'engine-failed' || kind === 'settings-invalid');

async function fallBack(
  ports: HostPorts,
  emit: Emit,
  notify: OnPreparing,
  failure: StudioError,
): Promise<Engine> {
  const engine = await ports.openEngine('webgpu', notify).catch(() => {
    throw failure;
  });
  const notice = new StudioError('nets-not-compiled', { error: failure.toData() });
  emit({ type: 'notice', error: notice.toData() });
  return engine;
}

export function free(model: TrainingModel): void {
  try {
    model.dispose();
  } catch {
    // The engine was lost with all its tensors.
  }
}

/** The engine the run needs to go on exactly; else that of its settings, and that is said. */
async function openEngine(
  { run, from, engine }: ReadyRun,
  ports: HostPorts,
  emit: Emit,
  notify: OnPreparing,
): Promise<Engine> {
  const { engine: choice } = run.settings;
  if (engine === null || engine === choice) return ports.openEngine(choice, notify);
  const missing = await ports.openEngine(engine, notify).catch((error: unknown) => {
    return StudioError.from(error, 'engine-unavailable');
  });
  if (!(missing instanceof StudioError)) return missing;
  const other = await ports.openEngine(choice, notify);
  if (from && other.report.engine !== engine) {
    const notice = new StudioError('engine-changed', {
      run: run.name,
      trainedOn: engine,
      goesOnOn: other.report.engine,
      missing: missing.toData(),
    });
    emit({ type: 'notice', error: notice.toData() });
  }
  return other;
}

/** The best that was measured of the run so far, which was taken back to where it goes on from. */
async function bestBefore(
  { run, again }: ReadyRun,
  storage: StudioStorage,
): Promise<MeasureRecord | null> {
  // Without it, one more generator than wanted may be kept.
  return again ? bestMeasure(await storage.measures(run.id).catch(() => [])) : null;
}

/** Brings what is stored to where the session begins. */
async function keep(
  run: RunRecord,
  { store, again, from }: ReadyRun,
  ports: HostPorts,
  emit: Emit,
): Promise<RunRecord> {
  if (!again) {
    await store.updateRun(run.id, { device: run.device }).catch(() => undefined);
    return run;
  }
  const { device, settings, learningRates, datasetCount, state, trainedMs } = run;
  const updatedAt = ports.now();
  const change = { device, settings, learningRates, datasetCount, state, trainedMs, updatedAt };
  const kept = await store.rewindRun(run.id, from, {
    ...change,
    failure: null,
  });
  if (!kept) throw runMissing();
  emit({ type: 'keptChanged', runId: run.id });
  return kept;
}

export const runMissing = (): StudioError => new StudioError('run-to-train-gone');

/** @throws StudioError('settings-invalid') where the nets expect other pictures than the set's. */
export function refuseMisfit(gan: GanSpec, set: DatasetRecord): void {
  const [height, width, channels] = gan.discriminator.input;
  const { shape } = set;
  if (height === shape.height && width === shape.width && channels === shape.channels) return;
  throw new StudioError('set-of-other-shape', {
    set: { size: { height: shape.height, width: shape.width }, channels: shape.channels },
    nets: { size: { height: height ?? 0, width: width ?? 0 }, channels: channels ?? 0 },
  });
}
