import type { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { GanSpec } from '../contract/net-spec';
import type { RunRecord } from '../contract/records';
import type { TrainingModel } from './model';
import type { EncodeGrid, RunStore } from './run-store';
import type { TrainingSet } from './training-set';

/** What a session reaches the world through. */
export interface SessionPorts {
  readonly store: RunStore;
  readonly emit: (event: TrainerEvent) => void;
  readonly encodeGrid: EncodeGrid;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Lets commands be answered; awaited after every step. */
  readonly yieldToMessages: () => Promise<void>;
}

export interface SessionPlan {
  /** As created, in state `preparing`. */
  readonly run: RunRecord;
  readonly gan: GanSpec;
  readonly set: TrainingSet;
  readonly model: TrainingModel;
  /** Resolves when the engine is lost; null where that cannot be. */
  readonly lost: Promise<StudioError> | null;
}
