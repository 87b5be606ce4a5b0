import type { Claims } from '../store/ports';

/** How long a tab that is being reloaded may take to let go, in milliseconds. */
const PATIENCE = 1500;

const lockName = (name: string): string => `atelier.${name}`;

/** Claims as Web Locks: the browser lets go of them when a tab goes away, even by a crash. */
export function lockClaims(locks: LockManager | undefined): Claims {
  return locks ? overLocks(locks) : ALONE;
}

/** Where there are no locks, or they are refused, each tab believes itself alone. */
const ALONE: Claims = {
  hold: () => () => undefined,
  take: () => Promise.resolve(() => undefined),
  whenFree: (_, then) => {
    void Promise.resolve().then(then);
    return () => undefined;
  },
  free: () => Promise.resolve(true),
};

function overLocks(locks: LockManager): Claims {
  /** Resolves once the lock is ours, and with what lets go of it; rejects after the signal. */
  const lock = (name: string, signal?: AbortSignal): [granted: Promise<void>, () => void] => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const granted = new Promise<void>((resolve, reject) => {
      locks
        .request(lockName(name), signal ? { signal } : {}, () => {
          resolve();
          return held;
        })
        .catch(reject);
    });
    return [granted, release];
  };

  /** Shared, so that tabs that ask or wait for the same name do not see one another. */
  const look = (name: string, signal: AbortSignal, then: () => unknown): Promise<unknown> =>
    locks.request(lockName(name), { mode: 'shared', signal }, async () => {
      await then();
    });

  return {
    hold(name) {
      const [granted, release] = lock(name);
      // Refused only to a page that is going away.
      granted.catch(() => undefined);
      return release;
    },
    async take(name) {
      const [granted, release] = lock(name, AbortSignal.timeout(PATIENCE));
      try {
        await granted;
        return release;
      } catch (error) {
        return waitedInVain(error) ? null : ALONE.take(name);
      }
    },
    whenFree(name, then) {
      const waiting = new AbortController();
      look(name, waiting.signal, then).catch((error: unknown) => {
        if (!waitedInVain(error)) void then();
      });
      return () => waiting.abort();
    },
    async free(name) {
      try {
        await look(name, AbortSignal.timeout(PATIENCE), () => undefined);
        return true;
      } catch (error) {
        return !waitedInVain(error);
      }
    },
  };
}

/** Whether the name was not to be had in time; any other failure is a refusal of locks as such. */
const waitedInVain = (error: unknown): boolean =>
  error instanceof DOMException && ['AbortError', 'TimeoutError'].includes(error.name);
