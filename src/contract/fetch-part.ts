import { StudioError } from './errors';
import type { ProgramPart } from './errors/studio';

/** Milliseconds for the server to begin its answer. */
const PATIENCE = 30_000;

/** Scripts that were fetched before: browsers keep them, or fetch them again. */
const fetched = new Set<string>();

/**
 * Loads a part of the studio's program that does not come with the first load. Nothing else imports
 * lazily: a part that cannot be fetched is told so in words, and can be asked for again.
 *
 * Firefox remembers that a script could not be fetched, and does not try again as long as the page
 * lives. So all that the part consists of is fetched before it is imported.
 * @param load does nothing but `import()`.
 * @throws StudioError('part-missing').
 */
export async function fetchPart<T>(part: ProgramPart, load: () => Promise<T>): Promise<T> {
  try {
    await Promise.all(importedBy(load).map((path) => fetchScript(path, import.meta.url)));
    return await load();
  } catch (error) {
    throw isNetworkFailure(error) ? partMissing(part, error) : error;
  }
}

/** A part of the program, as a worker's script, that the server did not give. */
export const partMissing = (part: ProgramPart, cause?: unknown): StudioError =>
  new StudioError('part-missing', { part }, { cause });

/** What a function imports, as the bundler wrote it, beside this script; nothing while developing. */
const importedBy = (load: () => unknown): string[] =>
  [...String(load).matchAll(/\bimport\(\s*["'`](\.\/[\w.-]+\.js)["'`]/g)].map(([, path]) => path!);

const STATIC = /(?:\bfrom|\bimport)\s*["'`](\.\/[\w.-]+\.js)["'`]/g;

/** Fetches a script and what it imports, so that the import that follows finds all of it. */
async function fetchScript(path: string, from: string): Promise<void> {
  const url = new URL(path, from).href;
  if (fetched.has(url) || url === import.meta.url) return;
  fetched.add(url);
  try {
    const code = await textOf(url);
    const imports = [...code.matchAll(STATIC)];
    await Promise.all(imports.map(([, imported]) => fetchScript(imported!, url)));
  } catch (error) {
    fetched.delete(url);
    throw error;
  }
}

async function textOf(url: string): Promise<string> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new NotFetched('no answer')), PATIENCE);
  try {
    const answer = await fetch(url, { signal: late.signal });
    clearTimeout(timer);
    // A page in its place: another build's server, or a network that wants a login first.
    const script = answer.headers.get('Content-Type')?.includes('javascript') === true;
    if (!answer.ok || !script) throw new NotFetched(`${answer.status} ${answer.statusText}`);
    return await answer.text();
  } catch (error) {
    throw error instanceof NotFetched ? error : new NotFetched(String(error));
  } finally {
    clearTimeout(timer);
  }
}

class NotFetched extends Error {}

/** What Chromium, Firefox and WebKit say where an import's script does not come. */
const isNetworkFailure = (error: unknown): boolean =>
  error instanceof NotFetched ||
  (error instanceof TypeError &&
    /dynamically imported module|importing a module script/i.test(error.message));
