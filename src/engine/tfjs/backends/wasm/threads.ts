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

const startThread = (): Worker =>
  new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });

/**
 * Starts the library with all threads that `threadsFor` gives, on a script of ours.
 *
 * - It never takes more threads than half of what `navigator.hardwareConcurrency` says, whatever it
 *   is asked for (`init_with_threads_count` in its backend.cc): it is shown a doubled count.
 * - It starts its threads from a blob, on the text of one of its own functions. A minified build has
 *   not that text, and a strict Content-Security-Policy refuses blobs: it is given `thread.ts`.
 *
 * Both are as before afterwards.
 */
export async function withOurThreads<T>(start: () => Promise<T>): Promise<T> {
  const doubled = 2 * navigator.hardwareConcurrency;
  const { Worker: usual } = globalThis;
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: doubled, configurable: true });
  globalThis.Worker = new Proxy(usual, {
    construct: (target, given: ConstructorParameters<typeof Worker>) =>
      String(given[0]).startsWith('blob:') ? startThread() : new target(...given),
  });
  try {
    return await start();
  } finally {
    // The getter of the prototype shows again.
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
    globalThis.Worker = usual;
  }
}
