import type { LostWorker } from '../contract/errors/studio';
import { tellsOfMemory } from '../contract/shortage';

/** What is known of a worker that ended. A browser that ends one for want of memory gives no reason,
 *  or says so. @param said what the browser said of it; '' for nothing. */
export const lost = (said: string): LostWorker => ({
  said,
  memory: said === '' || tellsOfMemory(said),
});
