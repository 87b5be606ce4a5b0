/** Set by `npm test -- --whole`. */
const WHOLE = (isVite() ? import.meta.env : process.env)['VITE_WHOLE'] === 'yes';

/** End-to-end tests run in plain Node. */
function isVite(): boolean {
  return (import.meta as Partial<ImportMeta>).env !== undefined;
}

/**
 * What a test goes through at each commit, and what it goes through with `npm test -- --whole`.
 * @param leftOut what only the whole goes through; `npm test` finds this text here and says it.
 */
export function smoke<T>(leftOut: string, some: readonly T[], all: readonly T[]): readonly T[] {
  if (leftOut === '' || some.length === 0) throw new Error('A smoke test that tests nothing.');
  return WHOLE ? all : some;
}

/**
 * Tests that only the whole goes through.
 * @param leftOut as above.
 */
export function onlyWhole(leftOut: string, define: () => void): void {
  if (WHOLE && leftOut !== '') define();
}
