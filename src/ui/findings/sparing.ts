/** Milliseconds of work in one piece, beside all else that the page does. */
const PIECE = 6;

/**
 * Work on the page's thread in small pieces. @returns what is to be awaited often; it lets other tasks
 * go first where a piece was long enough, and rejects once the signal is aborted.
 */
export function sparing(signal: AbortSignal): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - begun < PIECE) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    begun = performance.now();
  };
}
