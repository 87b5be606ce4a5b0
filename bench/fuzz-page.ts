import { fuzz, type FuzzReport } from '../src/testing/fuzz/fuzz';

/** The page of bench/fuzz.mjs. */
declare global {
  interface Window {
    runFuzz(seed: number, from: number, to: number): Promise<FuzzReport>;
  }
}

window.runFuzz = (seed, from, to) =>
  fuzz(
    () =>
      new Worker(new URL('../src/testing/fuzz/fuzz-worker.ts', import.meta.url), {
        type: 'module',
      }),
    seed,
    from,
    to,
  );
