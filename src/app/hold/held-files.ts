import type { Claims } from '../../store/ports';

/** Begins the names of our caches, one a build. */
const CACHE = 'atelier-parts.';
/** Files fetched at a time: the page's own requests come first. */
const AT_ONCE = 3;

/** The name under which a tab says that it is of a build: its files stay as long. */
const claimed = (build: string): string => `build.${build}`;

/** Says that a page of this build is open. To be called before anything of it is held. */
export function claimBuild(build: string, claims: Claims): void {
  claims.hold(claimed(build));
}

/**
 * Fetches all files of a build, and puts them into a cache of their own where the browser has one.
 * Names of files change with what is in them: what another build's cache holds is not fetched again,
 * and one build's files are never taken for another's.
 * @returns how many could not be fetched.
 */
export async function holdFiles(build: string, urls: readonly string[]): Promise<number> {
  const cache = await openCache(CACHE + build);
  const waiting = [...urls];
  let missing = 0;
  const fetchOn = async (): Promise<void> => {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      if (!(await holdFile(url, cache))) missing += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOn));
  return missing;
}

async function holdFile(url: string, cache: Cache | null): Promise<boolean> {
  try {
    if (await cache?.match(url)) return true;
    const known = cache && (await caches.match(url));
    const answer = known ?? (await fetch(url, { priority: 'low' }));
    if (!isFile(answer)) return false;
    // Without a cache of ours, what was read to its end lies in that of the browser.
    if (cache) await cache.put(url, answer);
    else await answer.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Not a page in its place: another build's server, or a network that wants a login first. */
const isFile = (answer: Response): boolean =>
  answer.status === 200 &&
  !answer.redirected &&
  answer.headers.get('Content-Type')?.includes('text/html') !== true;

/** Null on plain http, and where the browser was told to keep nothing. */
async function openCache(name: string): Promise<Cache | null> {
  try {
    return await caches.open(name);
  } catch {
    return null;
  }
}

/** Deletes the files of builds that no tab is of. */
export async function dropOldBuilds(own: string, claims: Claims): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(CACHE) || name === CACHE + own) continue;
    const build = name.slice(CACHE.length);
    if (await claims.free(claimed(build))) await caches.delete(name);
  }
}
