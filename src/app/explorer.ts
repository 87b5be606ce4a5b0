import { createExplorer } from '../client/explorer';

/** Its worker starts with the first order. */
export const explorer = createExplorer(
  () =>
    new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
      type: 'module',
      name: 'exploring',
    }),
);
