import type { EngineReport } from '../../../contract/events';
import type { StudioError } from '../../../contract/errors';

/** A registered and selected TensorFlow.js backend. */
export interface Opened {
  /** All but the reason, which depends on why this engine was taken. */
  readonly report: Omit<EngineReport, 'reason'>;
  /** Resolves when the device or context is lost while in use; null where nothing can be lost. */
  readonly lost: Promise<StudioError> | null;
  /** Gives memory, device and threads back. Tensors of this engine are gone with it. */
  close(): void;
}
