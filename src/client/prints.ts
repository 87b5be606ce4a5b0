import type { PrintEvent, PrintOrder, Prints } from '../contract/print';
import { carry, type OrderWorker } from './carry';

export type PrintWorker = OrderWorker<PrintOrder, PrintEvent>;

/** Prints, each made by a worker of its own. */
export const createPrints = (
  newWorker: () => PrintWorker,
  fileName: Prints['fileName'],
): Prints => ({
  fileName,
  async make(order, progress, signal) {
    const made = await carry<PrintOrder, Extract<PrintEvent, { type: 'made' }>>(
      newWorker,
      order,
      progress,
      signal,
    );
    return made.blob;
  },
});
