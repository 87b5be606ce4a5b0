import * as tf from '@tensorflow/tfjs-core';
import type { EngineId } from '../../../contract/events';
import { StudioError } from '../../../contract/errors';

/** Whatever may serve as a TensorFlow.js backend. */
type Backend = tf.KernelBackend;

/**
 * Makes a backend of our own the active one. A module's own registration, made on import, is
 * replaced: it would open the device its own way.
 */
export async function selectBackend(
  id: EngineId,
  create: () => Backend | Promise<Backend>,
): Promise<void> {
  closeBackend(id);
  const backend = await create();
  tf.registerBackend(id, () => backend);
  if (!(await tf.setBackend(id))) {
    closeBackend(id);
    throw new StudioError('tfjs-backend-missing', { engine: id });
  }
  await tf.ready();
}

/** Disposes of the backend and forgets its factory; nothing happens where there is none. */
export function closeBackend(id: EngineId): void {
  if (tf.findBackendFactory(id)) tf.removeBackend(id);
}
