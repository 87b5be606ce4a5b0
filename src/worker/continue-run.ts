import { includedPictures } from '../contract/choice';
import { StudioError } from '../contract/errors';
import type { EngineId } from '../contract/events';
import type { Settings } from '../contract/hyperparameters';
import type { CheckpointRecord, LearningRates, RunRecord } from '../contract/records';
import { checkSettings } from '../contract/settings';
import type { FoundCheckpoint, StudioStorage } from '../storage/studio-storage';
import { findSet, type Emit, type ReadyRun, type RunKeeping } from './ready-run';
import { countOf } from '../contract/count';

/** What is to be different when a run goes on; null keeps it. */
export interface Wishes {
  readonly learningRates: LearningRates | null;
  readonly epochs: number | null;
}

/**
 * Finds all that a run goes on from: its set, and its newest whole checkpoint, or its beginning
 * where it has none. Nothing is changed yet.
 * @param engine what it ran on last, where that is known.
 * @throws StudioError('set-missing', 'settings-invalid', 'model-missing')
 */
export async function continueRun(
  run: RunRecord,
  wishes: Wishes,
  engine: EngineId | null,
  keeping: RunKeeping,
  storage: StudioStorage,
  emit: Emit,
): Promise<ReadyRun> {
  const hint = 'The run can still be looked at and downloaded; it cannot learn on without its set.';
  const set = await findSet(storage, run.datasetId, hint);
  const found = await keeping.newestCheckpoint(run.id);
  if (!found && run.checkpoint) throw noneWhole(run);
  if (found && found.damaged > 0) sayDamaged(run, found, emit);
  const from = found?.checkpoint ?? null;
  const settings = settingsFor(run, wishes, from);
  return {
    run: {
      ...run,
      settings,
      learningRates: wishes.learningRates ?? from?.learningRates ?? ratesOf(settings),
      datasetCount: includedPictures(set, run.choice ?? set).length,
      state: 'preparing',
      failure: null,
      failureCode: null,
      step: from?.step ?? 0,
      epoch: from?.epoch ?? 0,
      trainedMs: from?.trainedMs ?? 0,
    },
    keeping,
    set,
    from,
    again: true,
    engine: from?.engine ?? engine,
  };
}

const ratesOf = (settings: Settings): LearningRates => ({
  generator: settings.generatorLearningRate,
  discriminator: settings.discriminatorLearningRate,
});

function settingsFor(run: RunRecord, wishes: Wishes, from: CheckpointRecord | null): Settings {
  const epochs = wishes.epochs ?? run.settings.epochs;
  const done = from?.epoch ?? 0;
  const settings = { ...run.settings, epochs };
  const issue = checkSettings(settings).find(({ field }) => field === 'epochs');
  if (issue)
    throw new StudioError(
      'settings-invalid',
      `${issue.field}: ${issue.code}`,
      'Choose another number.',
    );
  if (epochs < done) {
    throw new StudioError(
      'settings-invalid',
      `The run has trained ${countOf(done, 'epoch')} already; ${epochs} in all were asked for.`,
      `Choose more than ${done}.`,
    );
  }
  return settings;
}

/** Beginning again would delete all that the run kept; that is for the person to decide. */
function noneWhole(run: RunRecord): StudioError {
  return new StudioError(
    'model-missing',
    `Every checkpoint of "${run.name}" is damaged, so it cannot go on.`,
    'What it kept can still be looked at and downloaded; a new run with its settings begins anew.',
  );
}

function sayDamaged(run: RunRecord, { checkpoint, damaged }: FoundCheckpoint, emit: Emit): void {
  const which = damaged === 1 ? 'The newest checkpoint' : `The ${damaged} newest checkpoints`;
  const back = Math.max(0, (run.checkpoint?.step ?? run.step) - checkpoint.step);
  const notice = new StudioError(
    'model-missing',
    `${which} of "${run.name}" ${damaged === 1 ? 'was' : 'were'} damaged. It goes on from the one ` +
      `before, at step ${checkpoint.step} (epoch ${checkpoint.epoch}), ${countOf(back, 'step')} further back.`,
    'Those steps are trained again.',
  );
  emit({ type: 'notice', error: notice.toData() });
}
