import type { EngineChoice } from '../contract/hyperparameters';
import type { Measurer } from '../contract/measuring';
import type { OnPreparing } from '../contract/preparing';
import type { Engine } from '../engine/engine';
import type { EncodeGrid } from '../engine/run-store';
import type { StudioStorage } from '../storage/studio-storage';

/** What the host stands on; the worker's entry point composes it, tests hand in fakes. */
export interface HostPorts {
  openStorage(): Promise<StudioStorage>;
  /** Opens an engine; whatever another engine holds is gone then. */
  openEngine(choice: EngineChoice, notify: OnPreparing): Promise<Engine>;
  /** Closes the engine with all it holds, so that the next opening is afresh. */
  closeEngine(): void;
  readonly encodeGrid: EncodeGrid;
  /** Opens what measures a run beside its training; without it, runs are not measured. */
  readonly openMeasurer?: () => Measurer;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps back. */
  readonly monotonic: () => number;
  readonly yieldToMessages: () => Promise<void>;
  /** Resolves after so many milliseconds. */
  readonly rest: (ms: number) => Promise<void>;
}
