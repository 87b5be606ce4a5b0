import type { Claims } from '../store/ports';

/** How long a tab that is being reloaded may take to let go, in milliseconds. */
const PATIENCE = 1500;

const lockName = (name: string): string => `atelier.${name}`;

/** Claims as Web Locks: the browser lets go of them when a tab goes away, even by a crash. */
export function lockClaims(locks: LockManager | undefined): Claims {
  // Insecure contexts have no locks; there each tab believes itself alone.
  if (!locks) return { hold: () => () => undefined, free: () => Promise.resolve(true) };
  return {
    hold(name) {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      void locks.request(lockName(name), () => held);
      return release;
    },
    async free(name) {
      try {
        await locks.request(
          lockName(name),
          { signal: AbortSignal.timeout(PATIENCE) },
          () => undefined,
        );
        return true;
      } catch {
        return false;
      }
    },
  };
}
