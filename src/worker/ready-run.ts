import { includedPictures } from '../contract/choice';
import { StudioError } from '../contract/errors';
import type { EngineId, TrainerEvent } from '../contract/events';
import type { Settings } from '../contract/hyperparameters';
import type {
  CheckpointRecord,
  DatasetRecord,
  LearningRates,
  RunRecord,
} from '../contract/records';
import { checkSettings } from '../contract/settings';
import type { RunStore } from '../engine/run-store';
import type { FoundCheckpoint, StudioStorage } from '../storage/studio-storage';
import { inMemoryRunStore } from './in-memory-run-store';
import { keptBack } from './keep-back';

export type Emit = (event: TrainerEvent) => void;

/** Where a run is stored, and found again after its engine was lost. */
export type RecoverableRunStore = RunStore & Pick<StudioStorage, 'newestCheckpoint' | 'checkpoint'>;

/** A run with all that it needs to train but an engine. */
export interface ReadyRun {
  /** As it is to train, in state `preparing`. */
  readonly run: RunRecord;
  readonly store: RecoverableRunStore;
  readonly set: DatasetRecord;
  /** Where it goes on from; null at its beginning. */
  readonly from: CheckpointRecord | null;
  /** True where it trained before: what came after `from` is to be taken back. */
  readonly again: boolean;
  /** The engine to try first, before that of the settings: going on is exact on it alone. */
  readonly engine: EngineId | null;
}

/** Where a run is to go on from, and what is to be different then; null keeps it. */
export interface Changes {
  readonly from: 'newest' | 'best';
  readonly learningRates: LearningRates | null;
  readonly epochs: number | null;
}

/**
 * Stores a new run.
 * @throws StudioError('set-missing')
 */
export async function startRun(
  run: RunRecord,
  storage: StudioStorage,
  emit: Emit,
): Promise<ReadyRun> {
  const set = await findSet(storage, run.datasetId, true);
  const chosen = await keptBack(run, set, storage);
  const store = await createRun(storage, chosen, emit);
  return { run: chosen, store, set, from: null, again: false, engine: null };
}

/**
 * Finds all that a run goes on from: its set, and its newest whole checkpoint, or its beginning
 * where it has none; or its best checkpoint. Nothing that it kept is changed yet.
 * @param engine what it ran on last, where that is known.
 * @throws StudioError('set-missing', 'settings-invalid', 'model-missing')
 */
export async function continueRun(
  run: RunRecord,
  changes: Changes,
  engine: EngineId | null,
  store: RecoverableRunStore,
  storage: StudioStorage,
  emit: Emit,
): Promise<ReadyRun> {
  const set = await findSet(storage, run.datasetId, false);
  const from =
    changes.from === 'best' ? await findBest(run, store) : await findNewest(run, store, emit);
  const settings = settingsFor(run, changes, from);
  return {
    run: {
      ...run,
      settings,
      learningRates: changes.learningRates ?? from?.learningRates ?? ratesOf(settings),
      datasetCount: includedPictures(set, run.choice ?? set).length,
      state: 'preparing',
      failure: null,
      step: from?.step ?? 0,
      epoch: from?.epoch ?? 0,
      trainedMs: from?.trainedMs ?? 0,
    },
    store,
    set,
    from,
    again: true,
    // Before its first step nothing hangs on the engine yet.
    engine: from?.step === 0 ? engine : (from?.engine ?? engine),
  };
}

async function findNewest(
  run: RunRecord,
  store: RecoverableRunStore,
  emit: Emit,
): Promise<CheckpointRecord | null> {
  const found = await store.newestCheckpoint(run.id);
  if (!found && run.checkpoint) throw noneWhole(run);
  if (found && found.damaged > 0) sayDamaged(run, found, emit);
  return found?.checkpoint ?? null;
}

/** One that is damaged or gone is not offered again. */
async function findBest(run: RunRecord, store: RecoverableRunStore): Promise<CheckpointRecord> {
  const step = run.bestCheckpoint?.step;
  const found =
    step === undefined
      ? undefined
      : await store.checkpoint(run.id, step).catch((cause: unknown) => {
          const error = StudioError.from(cause);
          // It may be whole all the same.
          if (['storage-unavailable', 'file-newer'].includes(error.kind)) throw error;
          return undefined;
        });
  if (found) return found;
  await store.updateRun(run.id, { bestCheckpoint: null });
  throw new StudioError('best-checkpoint-gone', { run: run.name });
}

/** @param newRun for one that begins. @throws StudioError('set-missing') */
async function findSet(
  storage: StudioStorage,
  id: string,
  newRun: boolean,
): Promise<DatasetRecord> {
  const set = await storage.dataset(id);
  if (set) return set;
  throw new StudioError('set-to-train-gone', { newRun });
}

/** A full storage must not stop training: the run goes on in memory, and that is said. */
async function createRun(
  storage: StudioStorage,
  run: RunRecord,
  emit: Emit,
): Promise<RecoverableRunStore> {
  try {
    await storage.createRun(run);
    return storage;
  } catch (error) {
    const reason = StudioError.from(error, 'storage-unavailable');
    const notice = new StudioError('run-not-created', { error: reason.toData() });
    emit({ type: 'notice', error: notice.toData() });
    return inMemoryRunStore(run, reason);
  }
}
const ratesOf = (settings: Settings): LearningRates => ({
  generator: settings.generatorLearningRate,
  discriminator: settings.discriminatorLearningRate,
});

function settingsFor(run: RunRecord, changes: Changes, from: CheckpointRecord | null): Settings {
  const epochs = changes.epochs ?? run.settings.epochs;
  const done = from?.epoch ?? 0;
  const settings = { ...run.settings, epochs };
  const issue = checkSettings(settings).find(({ field }) => field === 'epochs');
  if (issue) throw new StudioError('epochs-wrong', { issue });
  if (epochs < done) {
    throw new StudioError('epochs-behind', { done, asked: epochs });
  }
  return settings;
}

/** Beginning again would delete all that the run kept; that is for the person to decide. */
function noneWhole(run: RunRecord): StudioError {
  return new StudioError('checkpoints-damaged', { run: run.name });
}

function sayDamaged(run: RunRecord, { checkpoint, damaged }: FoundCheckpoint, emit: Emit): void {
  const back = Math.max(0, (run.checkpoint?.step ?? run.step) - checkpoint.step);
  const notice = new StudioError('checkpoints-skipped', {
    run: run.name,
    damaged,
    step: checkpoint.step,
    epoch: checkpoint.epoch,
    stepsBack: back,
  });
  emit({ type: 'notice', error: notice.toData() });
}
