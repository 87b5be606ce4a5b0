import type { GanSpec } from './net-spec';
import type { EngineId } from './records';

/** What training holds at once. */
export interface MemoryEstimate {
  /** Weights of both nets, running statistics included. All figures are in bytes. */
  readonly weights: number;
  /** Adam's two moments and the gradients of all trained weights. */
  readonly optimizer: number;
  /** Tensors of one step that are kept for its backward pass, at its fullest, and the largest
   *  temporaries beside them. */
  readonly activations: number;
  readonly total: number;
  /** The largest single tensor, which has to fit into one buffer of the adapter. */
  readonly largestBuffer: number;
  /** Parts that a batch is computed in for lack of room, their gradients added; 1 where absent. */
  readonly slices?: number;
}

/**
 * What training holds at once on an engine; where that is not known yet, the most that any takes.
 * @param maxBufferBytes what the engine holds in one piece; null where that is not known.
 * @param software whether it computes on an emulated card, which splits less.
 * @throws StudioError `settings-invalid` as `inferShapes`.
 */
export type MemoryOn = (
  engine: EngineId | null,
  gan: GanSpec,
  batchSize: number,
  maxBufferBytes: number | null,
  software: boolean,
) => MemoryEstimate;
