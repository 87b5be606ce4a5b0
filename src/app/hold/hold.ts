import { loadParts } from '../../store/parts';
import type { Claims } from '../../store/ports';
import { claimBuild, dropOldBuilds, holdFiles } from './held-files';
import { buildOf, readList, type Build } from './parts-list';

/** Milliseconds from the first screen on that belong to what the person does first. */
const REST_MS = 1_500;
/** Milliseconds until what is missing is asked for again; the last number from then on. */
const AGAIN_MS = [5_000, 15_000, 60_000, 300_000] as const;

/**
 * Fetches all that the studio consists of once the first screen is at rest, and keeps it, so that no
 * press needs the server any more [PAGE8]. What cannot be fetched is asked for again, later and as
 * soon as there is a connection.
 * @param claims null where the browser does not keep tabs apart: files of other builds are left then.
 */
export function holdStudio(claims: Claims | null): void {
  const build = buildOf(document);
  if (build && claims) claimBuild(build.id, claims);
  void holdOn(build, claims);
}

async function holdOn(build: Build | null, claims: Claims | null): Promise<void> {
  await wait(REST_MS);
  await idle();
  if (build) await startServiceWorker();
  for (let tries = 0; ; tries++) {
    // Files first: a script is never imported before it is known to be there.
    const missing = build ? await holdBuild(build, claims) : 0;
    if (missing === 0 && (await loadParts(idle)) === 0) return;
    await connection(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]!);
  }
}

/** @returns how many files are missing; 1 where even their list is. */
async function holdBuild(build: Build, claims: Claims | null): Promise<number> {
  try {
    const missing = await holdFiles(build.id, await readList(build, document));
    if (missing === 0 && claims) await dropOldBuilds(build.id, claims).catch(() => undefined);
    return missing;
  } catch {
    return 1;
  }
}

/** It answers from the caches, to workers too. Plain http has none, nor has every private window; the
 *  browser's own cache is left there. */
async function startServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const script = new URL('service-worker.js', document.baseURI);
  await navigator.serviceWorker.register(script, { updateViaCache: 'none' }).catch(() => undefined);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Until the page has nothing else to do; on a busy one, for a moment. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 50);
  });

/** Until the browser finds a connection, or so many milliseconds have passed. */
const connection = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const on = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', on);
      resolve();
    };
    const timer = setTimeout(on, ms);
    window.addEventListener('online', on);
  });
