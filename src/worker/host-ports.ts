import type { StudioError } from '../contract/errors';
import type { EngineReport } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';
import type { EncodeGrid } from '../engine/run-store';
import type { StudioStorage } from '../storage/studio-storage';

/** What the host stands on; the worker's entry point composes it, tests hand in fakes. */
export interface HostPorts {
  openStorage(): Promise<StudioStorage>;
  /** Makes an engine the active one; its tensors and those of any other engine are gone then. */
  openEngine(choice: EngineChoice, onDetail: (text: string) => void): Promise<EngineReport>;
  /** Closes the engine with all its tensors, so that the next opening is afresh. */
  closeEngine(): void;
  /** Resolves when the open engine is lost; null where that cannot be. */
  engineLost(): Promise<StudioError> | null;
  readonly encodeGrid: EncodeGrid;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps back. */
  readonly monotonic: () => number;
  readonly yieldToMessages: () => Promise<void>;
  /** Resolves after so many milliseconds. */
  readonly rest: (ms: number) => Promise<void>;
}
