import { createExplorer } from '../client/explorer';

/** Its worker starts with the first order. */
export const explorer = createExplorer(
  () => new Worker(new URL('../worker/explore-worker.ts', import.meta.url), { type: 'module' }),
);
