import { StudioError } from '../contract/errors';
import type { EngineReport } from '../contract/events';
import type { RunRecord } from '../contract/records';
import { TrainingSession } from '../engine/session';
import { GanModel } from '../engine/tfjs/gan-model';
import { loadTrainingSet } from '../engine/training-set';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import { ENGINE_NAMES, countOf, deviceName, refuseMisfit } from './prepare-run';
import type { Emit, ReadyRun } from './ready-run';

/**
 * From a run that is ready to a session that can train: engine, pictures, nets. What is kept of the
 * run is taken back to its checkpoint last, when nothing can fail any more.
 * @param opened told the engine as soon as it is open.
 */
export async function openSession(
  ready: ReadyRun,
  storage: StudioStorage,
  ports: HostPorts,
  emit: Emit,
  opened: (report: EngineReport) => void,
): Promise<TrainingSession> {
  const { set, from, keeping } = ready;
  const { settings } = ready.run;
  const { generator, discriminator } = ready.run.learningRates;
  const tell = (detail: string): void => emit({ type: 'run', run: ready.run, detail });

  tell('Opening the engine');
  const report = await openEngine(ready, ports, emit, tell);
  opened(report);
  emit({ type: 'engine', choice: settings.engine, report });

  tell(`Reading ${countOf(ready.run.datasetCount)}`);
  const gan = buildGan(settings);
  refuseMisfit(gan, set);
  const pictures = await loadTrainingSet(set, ready.run.choice ?? set, (id, index) =>
    storage.chunk(id, index),
  );

  tell('Building the networks');
  const model = new GanModel({
    gan,
    seed: settings.seed,
    generatorLearningRate: generator,
    discriminatorLearningRate: discriminator,
  });
  // The model is freed where there will be no session to do it.
  try {
    const run = await keep({ ...ready.run, device: deviceName(report) }, ready, ports, emit);
    const plan = { run, from, engine: report.engine, gan, set: pictures, model };
    const { encodeGrid, now, monotonic, yieldToMessages } = ports;
    return new TrainingSession(
      { ...plan, lost: ports.engineLost() },
      { store: keeping, emit, encodeGrid, now, monotonic, yieldToMessages },
    );
  } catch (error) {
    free(model);
    throw error;
  }
}

function free(model: GanModel): void {
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
  tell: (detail: string) => void,
): Promise<EngineReport> {
  const { engine: choice } = run.settings;
  if (engine === null || engine === choice) return ports.openEngine(choice, tell);
  const missing = await ports.openEngine(engine, tell).catch((error: unknown) => {
    return StudioError.from(error, 'engine-unavailable');
  });
  if (!(missing instanceof StudioError)) return missing;
  const report = await ports.openEngine(choice, tell);
  if (from && report.engine !== engine) {
    const notice = new StudioError(
      'engine-unavailable',
      `"${run.name}" was trained on ${ENGINE_NAMES[engine]}, which cannot be opened now: ` +
        `${missing.message} It goes on on ${ENGINE_NAMES[report.engine]}.`,
      'It learns on as well there; only the last digits of its numbers will differ.',
    );
    emit({ type: 'notice', error: notice.toData() });
  }
  return report;
}

/** Brings what is stored to where the session begins. */
async function keep(
  run: RunRecord,
  { keeping, again, from }: ReadyRun,
  ports: HostPorts,
  emit: Emit,
): Promise<RunRecord> {
  if (!again) {
    await keeping.updateRun(run.id, { device: run.device }).catch(() => undefined);
    return run;
  }
  const { device, settings, learningRates, datasetCount, state, trainedMs } = run;
  const updatedAt = ports.now();
  const change = { device, settings, learningRates, datasetCount, state, trainedMs, updatedAt };
  const kept = await keeping.rewindRun(run.id, from, {
    ...change,
    failure: null,
    failureCode: null,
  });
  if (!kept) throw runMissing();
  emit({ type: 'keptChanged', runId: run.id });
  return kept;
}

export const runMissing = (): StudioError =>
  new StudioError('run-missing', 'The run is not in the storage any more.', 'Start a new one.');
