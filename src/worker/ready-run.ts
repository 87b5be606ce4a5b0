import { StudioError } from '../contract/errors';
import type { EngineId, TrainerEvent } from '../contract/events';
import type { CheckpointRecord, DatasetRecord, RunRecord } from '../contract/records';
import type { RunStore } from '../engine/run-store';
import type { StudioStorage } from '../storage/studio-storage';

export type Emit = (event: TrainerEvent) => void;

/** Where a run is kept, and found again after its engine was lost. */
export type RunKeeping = RunStore & Pick<StudioStorage, 'newestCheckpoint'>;

/** A run that was made or found, with all that it needs but an engine. */
export interface ReadyRun {
  /** As it is to train, in state `preparing`. */
  readonly run: RunRecord;
  readonly keeping: RunKeeping;
  readonly set: DatasetRecord;
  /** Where it goes on from; null at its beginning. */
  readonly from: CheckpointRecord | null;
  /** True where it trained before: what came after `from` is to be taken back. */
  readonly again: boolean;
  /** The engine to try first, before that of the settings: going on is exact on it alone. */
  readonly engine: EngineId | null;
}

/** @throws StudioError('set-missing') with the given hint. */
export async function findSet(
  storage: StudioStorage,
  id: string,
  hint: string,
): Promise<DatasetRecord> {
  const set = await storage.dataset(id);
  if (set) return set;
  throw new StudioError('set-missing', 'The set of pictures is not in the storage any more.', hint);
}
