import { createLookAlikes } from '../client/look-alikes';
import type { FindLookAlikes } from '../store/ports';

/** A worker starts with each set. */
export const lookAlikes: FindLookAlikes = createLookAlikes(
  () => new Worker(new URL('../worker/look-alike-worker.ts', import.meta.url), { type: 'module' }),
);
