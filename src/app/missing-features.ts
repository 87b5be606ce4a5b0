import type { Feature } from '../contract/features';
import { readBack } from '../data/pixels/read-back';

/** A browser that has not answered by then is taken to refuse, in milliseconds. */
const PATIENCE = 1500;

type Trial = () => boolean | Promise<boolean>;

/** Tries what the studio stands on: a thing may be there and refuse, or throw when it is named. */
const TRIALS: Readonly<Record<Feature, Trial>> = {
  secureContext: () => isSecureContext,
  locks: () =>
    navigator.locks.request('atelier.trial', { ifAvailable: true, mode: 'shared' }, () => true),
  channel() {
    new BroadcastChannel('atelier.trial').close();
    return true;
  },
  workers: () => typeof Worker === 'function',
  canvas: () => new OffscreenCanvas(1, 1).getContext('2d') !== null,
  readBack: async () => (await readBack()) !== 'none',
  space: async () => (await navigator.storage.estimate()).quota !== undefined,
  notes() {
    const key = 'atelier.trial';
    localStorage.setItem(key, 'kept');
    const kept = localStorage.getItem(key) === 'kept';
    localStorage.removeItem(key);
    return kept;
  },
  sharedMemory: () => crossOriginIsolated && typeof SharedArrayBuffer === 'function',
  wakeLock: () => 'wakeLock' in navigator,
  notifications: () => isSecureContext && 'Notification' in window,
};

/** What this browser lacks or refuses at this address, in the order of the table. Never rejects. */
export async function missingFeatures(): Promise<Feature[]> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE));
  const outcomes = await Promise.all(
    Object.entries(TRIALS).map(async ([name, trial]) => {
      try {
        return { name, there: await Promise.race([trial(), late]) };
      } catch {
        return { name, there: false };
      }
    }),
  );
  return outcomes.flatMap(({ name, there }) => (there ? [] : [name as Feature]));
}
