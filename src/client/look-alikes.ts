import type { LookAlikeEvent, LookAlikeGroups, LookAlikeOrder } from '../contract/look-alikes';
import { carry, type OrderWorker, type Report } from './carry';

export type LookAlikeWorker = OrderWorker<LookAlikeOrder, LookAlikeEvent | Report>;

/** Looks through stored sets, each in a worker of its own. */
export const createLookAlikes =
  (newWorker: () => LookAlikeWorker) =>
  async (datasetId: string, signal: AbortSignal): Promise<LookAlikeGroups> => {
    const found = await carry<LookAlikeOrder, Extract<LookAlikeEvent, { type: 'found' }>>(
      newWorker,
      { datasetId },
      () => undefined,
      signal,
    );
    return found.groups;
  };
