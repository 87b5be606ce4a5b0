import { includedPictures } from '../contract/choice';
import { StudioError } from '../contract/errors';
import { newRun } from '../contract/new-run';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { PRESETS } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { StartCommand } from './prepare-run';
import { findSet, type Emit, type ReadyRun, type RunKeeping } from './ready-run';
import { inMemoryRunStore } from './in-memory-run-store';

/**
 * Makes the record of a new run.
 * @throws StudioError('set-missing')
 */
export async function startRun(
  command: StartCommand,
  storage: StudioStorage,
  now: number,
  emit: Emit,
): Promise<ReadyRun> {
  const hint = 'Choose another set, or drop the pictures again.';
  const set: DatasetRecord = await findSet(storage, command.datasetId, hint);
  const { runId: id, name, settings } = command;
  const datasetCount = includedPictures(set, set).length;
  const { batching } = PRESETS[settings.preset];
  const run = newRun({ id, name, settings, datasetCount, batching, device: '' }, set, now);
  const keeping = await createRun(storage, run, emit);
  return { run, keeping, set, from: null, again: false, engine: null };
}

/** A full storage must not stop training: the run goes on unkept, and that is said. */
async function createRun(storage: StudioStorage, run: RunRecord, emit: Emit): Promise<RunKeeping> {
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
    return inMemoryRunStore(run, reason);
  }
}
