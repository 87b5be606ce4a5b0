import { StudioError } from '../contract/errors';
import type { PackEvent, PackOrder, PackPlan, Packing } from '../contract/packing';
import type { OrderWorker } from './carry';
import { OF_FILES, hearFailures } from './worker-failures';

export interface PackWorker extends OrderWorker<PackOrder, PackEvent> {
  postMessage(order: PackOrder, transfer?: Transferable[]): void;
}

interface Waiting {
  readonly resolve: (event: PackEvent) => void;
  readonly reject: (error: StudioError) => void;
}

/** Packs in a worker of its own, which ends with the archive. One answer is waited for at a time. */
export function beginPacking(
  worker: PackWorker,
  plan: PackPlan,
  to: FileSystemFileHandle | null,
): Packing {
  let waiting: Waiting | null = null;
  let failure: StudioError | null = null;
  let heard = false;

  const fail = (error: StudioError): void => {
    failure ??= error;
    worker.terminate();
    waiting?.reject(failure);
  };
  worker.onmessage = ({ data }) => {
    heard = true;
    if (data.type === 'failed') fail(StudioError.of(data.error));
    else waiting?.resolve(data);
  };
  hearFailures(worker, OF_FILES, () => heard, fail);
  worker.postMessage({ type: 'begin', plan, to });

  const ask = (order: PackOrder, transfer: Transferable[] = []): Promise<PackEvent> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      waiting = { resolve, reject };
      worker.postMessage(order, transfer);
    });

  return {
    add: async (pictures) => {
      await ask(
        { type: 'add', pictures },
        pictures.map(({ rgba }) => rgba.buffer),
      );
    },
    end: async () => {
      const made = await ask({ type: 'end' });
      worker.terminate();
      return made.type === 'made' ? made.blob : null;
    },
    cancel: () => fail(new StudioError('cancelled')),
  };
}
