/** The library starts this many workers whatever it is asked for; a further thread would never
 *  start, since the calling thread waits for it without giving it a chance to. */
const POOL = 8;

/**
 * Threads for the WASM engine: all logical processors of a small machine, all but one of a larger
 * one, which keeps the page smooth.
 * @param cores logical processors, as `navigator.hardwareConcurrency` tells.
 */
export function threadsFor(cores: number): number {
  if (!Number.isFinite(cores) || cores < 1) return 1;
  return Math.min(POOL, cores <= 2 ? Math.floor(cores) : Math.floor(cores) - 1);
}

/**
 * Starts the library with a doubled processor count: it never takes more threads than half of what
 * `navigator.hardwareConcurrency` says, whatever it is asked for (`init_with_threads_count` in its
 * backend.cc). The property is as before afterwards.
 */
export async function allowingAllThreads<T>(start: () => Promise<T>): Promise<T> {
  const doubled = 2 * navigator.hardwareConcurrency;
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: doubled, configurable: true });
  try {
    return await start();
  } finally {
    // The getter of the prototype shows again.
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
