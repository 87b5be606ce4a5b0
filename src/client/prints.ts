import type { PrintEvent, Prints, PrintsOrder } from '../contract/print';
import { carry, type OrderWorker } from './carry';

export type PrintWorker = OrderWorker<PrintsOrder, PrintEvent>;

/** Prints, each made by a worker of its own. */
export const createPrints = (
  newWorker: () => PrintWorker,
  ofPage: Pick<Prints, 'fileName' | 'askForFile'>,
): Prints => ({
  ...ofPage,
  async make(order, progress, signal) {
    const made = await carry<PrintsOrder, Extract<PrintEvent, { type: 'made' }>>(
      newWorker,
      order,
      progress,
      signal,
    );
    return made.blob;
  },
});
