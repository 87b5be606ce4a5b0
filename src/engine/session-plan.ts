import type { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { RealPictures } from '../contract/measuring';
import type { GanSpec } from '../contract/net-spec';
import type { CheckpointRecord, EngineId, RunRecord } from '../contract/records';
import type { TrainingModel } from './model';
import type { MeasuringPlan } from './run-measures';
import type { EncodeGrid, RunStore } from './run-store';
import type { TrainingSet } from './training-set';

/** What a session reaches the world through. */
export interface SessionPorts {
  readonly store: RunStore;
  readonly emit: (event: TrainerEvent) => void;
  readonly encodeGrid: EncodeGrid;
  /** Milliseconds since the Unix epoch: when something happened. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps back (performance.now): how long something took. */
  readonly monotonic: () => number;
  /** Lets commands be answered; awaited after every step. */
  readonly yieldToMessages: () => Promise<void>;
}

export interface SessionPlan {
  /** As created or taken back to its checkpoint, in state `preparing`; it begins with the learning
   *  rates that this says. */
  readonly run: RunRecord;
  /** Where it goes on from; null at its beginning. The storage was rewound to it. */
  readonly from: CheckpointRecord | null;
  readonly engine: EngineId;
  readonly gan: GanSpec;
  readonly set: TrainingSet;
  readonly model: TrainingModel;
  /** How it is measured; without it, it is not. */
  readonly measuring?: MeasuringPlan | null;
  /** Reads pictures that the chance of augmentation goes by, where it goes by those that are kept back.
   *  @throws StudioError('set-missing') where pixels are missing. */
  readonly heldOut?: (() => Promise<RealPictures>) | null;
  /** Resolves when the engine is lost; null where that cannot be. */
  readonly lost: Promise<StudioError> | null;
}

/** How a session came to its end. */
export type SessionEnd =
  /** Finished, stopped or failed: told and kept. */
  | { readonly kind: 'over' }
  /** The engine was lost, or does not answer any more: the run could go on on a new one. Not told
   *  and not kept as an end; the model is gone. */
  | { readonly kind: 'lost'; readonly error: StudioError; readonly completed: number };
