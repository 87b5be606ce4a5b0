import type { StudioError } from '../contract/errors';

/**
 * Ends a wait when the device is lost: what is read from a lost device never settles. One
 * subscription serves all waits, so that a long run gathers no handlers on a promise that stays
 * pending.
 */
export class LossGuard {
  private loss: StudioError | null = null;
  private readonly waiting = new Set<(loss: StudioError) => void>();

  constructor(lost: Promise<StudioError> | null) {
    void lost?.then((loss) => {
      this.loss = loss;
      for (const reject of this.waiting) reject(loss);
      this.waiting.clear();
    });
  }

  /** Settles as the promise does, or rejects with the loss. */
  wait<T>(promise: Promise<T>): Promise<T> {
    if (this.loss) {
      promise.catch(() => undefined);
      return Promise.reject(this.loss);
    }
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      promise.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }
}
