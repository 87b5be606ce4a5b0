import type { OpenedEngine } from '../../engine';

/** A registered and selected TensorFlow.js backend. */
export type Opened = Pick<OpenedEngine, 'report' | 'lost' | 'close'>;
