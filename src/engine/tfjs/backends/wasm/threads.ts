/** More help little: memory is what they wait for. */
const MOST = 8;

/**
 * Threads for the WASM engine: all logical processors of a small machine, all but one of a larger
 * one, which keeps the page smooth.
 * @param cores logical processors, as `navigator.hardwareConcurrency` tells.
 */
export function threadsFor(cores: number): number {
  if (!Number.isFinite(cores) || cores < 1) return 1;
  return Math.min(MOST, cores <= 2 ? Math.floor(cores) : Math.floor(cores) - 1);
}

/** Stands for a thread of the library: says that it is there, and is never given any work. */
class Idle extends EventTarget {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  postMessage(message: { readonly cmd: string }): void {
    if (message.cmd === 'load') queueMicrotask(() => this.onmessage?.({ data: { cmd: 'loaded' } }));
  }

  terminate(): void {}
}

/**
 * Starts the library without its threads, whose work ours do. It makes eight in any case, from a
 * blob, which a strict Content-Security-Policy refuses and a minified build breaks; asked for one
 * thread, it gives them nothing to do.
 */
export async function withoutItsThreads<T>(start: () => Promise<T>): Promise<T> {
  const { Worker: usual } = globalThis;
  globalThis.Worker = new Proxy(usual, {
    construct: (target, given: ConstructorParameters<typeof Worker>) =>
      String(given[0]).startsWith('blob:') ? new Idle() : new target(...given),
  });
  try {
    return await start();
  } finally {
    globalThis.Worker = usual;
  }
}
