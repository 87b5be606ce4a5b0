import { StudioError } from '../contract/errors';
import type { EngineReport, TrainerEvent } from '../contract/events';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { engineFailure } from '../engine/failures';
import type { RunStore } from '../engine/run-store';
import { TrainingSession } from '../engine/session';
import { GanModel } from '../engine/tfjs/gan-model';
import { loadTrainingSet } from '../engine/training-set';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import { countOf, deviceName, newRun, refuseMisfit, type StartCommand } from './prepare-run';
import { unkept } from './unkept';

type Emit = (event: TrainerEvent) => void;

/**
 * Everything from the start command to a session that can train: record, engine, pictures, nets.
 * @param opened told the engine as soon as it is open.
 * @returns null where it failed; that has been told then, and kept where there was a record.
 */
export async function startRun(
  command: StartCommand,
  ports: HostPorts,
  openStorage: () => Promise<StudioStorage>,
  emit: Emit,
  opened: (report: EngineReport) => void,
): Promise<TrainingSession | null> {
  let begun: { run: RunRecord; store: RunStore } | null = null;
  try {
    const storage = await openStorage();
    const set = await findSet(storage, command);
    let run = newRun(command, set, ports.now());
    const store = await createRun(storage, run, emit);
    begun = { run, store };
    const tell = (detail: string): void => emit({ type: 'run', run, detail });

    tell('Opening the engine');
    const choice = command.settings.engine;
    const report = await ports.openEngine(choice, tell);
    opened(report);
    emit({ type: 'engine', choice, report });
    run = { ...run, device: deviceName(report) };
    begun = { run, store };
    await store.updateRun(run.id, { device: run.device }).catch(() => undefined);

    tell(`Reading ${countOf(run.datasetCount)}`);
    const gan = buildGan(command.settings);
    refuseMisfit(gan, set);
    const pictures = await loadTrainingSet(set, (id, index) => storage.chunk(id, index));

    tell('Building the networks');
    const { generatorLearningRate, discriminatorLearningRate, seed } = command.settings;
    const model = new GanModel({ gan, seed, generatorLearningRate, discriminatorLearningRate });
    const plan = { run, gan, set: pictures, model, lost: ports.engineLost() };
    const { encodeGrid, now, yieldToMessages } = ports;
    return makeSession(plan, { store, emit, encodeGrid, now, yieldToMessages });
  } catch (error) {
    await tellFailure(engineFailure(error), begun, ports.now(), emit);
    return null;
  }
}

/** The model is freed where the session refuses its plan. */
function makeSession(
  ...[plan, ports]: ConstructorParameters<typeof TrainingSession>
): TrainingSession {
  try {
    return new TrainingSession(plan, ports);
  } catch (error) {
    plan.model.dispose();
    throw error;
  }
}

async function findSet(storage: StudioStorage, command: StartCommand): Promise<DatasetRecord> {
  const set = await storage.dataset(command.datasetId);
  if (set) return set;
  throw new StudioError(
    'set-missing',
    'The set of pictures is not in the storage any more.',
    'Choose another set, or drop the pictures again.',
  );
}

/** A full storage must not stop training: the run goes on unkept, and that is said. */
async function createRun(storage: StudioStorage, run: RunRecord, emit: Emit): Promise<RunStore> {
  try {
    await storage.createRun(run);
    return storage;
  } catch (error) {
    const reason = StudioError.from(error, 'storage-unavailable');
    const notice = new StudioError(
      reason.code,
      `${reason.message} The run trains, but is not kept.`,
      reason.hint,
    );
    emit({ type: 'notice', error: notice.toData() });
    return unkept(run, reason);
  }
}

async function tellFailure(
  error: StudioError,
  begun: { readonly run: RunRecord; readonly store: RunStore } | null,
  now: number,
  emit: Emit,
): Promise<void> {
  if (begun) {
    const change = { state: 'failed', failure: error.message, updatedAt: now } as const;
    const stored = await begun.store.updateRun(begun.run.id, change).catch(() => undefined);
    emit({ type: 'run', run: { ...begun.run, ...change, ...stored }, detail: '' });
  }
  emit({ type: 'failed', runId: begun?.run.id ?? null, error: error.toData() });
}
