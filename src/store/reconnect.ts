import type { DatasetRecord, GoneSet, RunRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import { putSummary } from './run-summaries';
import type { Context } from './context';
import { readHashes } from '../storage/hashes';
import { compareSets, type Likeness } from './same-pictures';
import { runClaim } from './training-claim';

export interface Reconnect {
  /** Looks for runs that learnt from the pictures of a set that is here now; says what it finds. */
  found(set: DatasetRecord): Promise<void>;
  /** Looks for the pictures of all runs that lack theirs. */
  search(): Promise<void>;
}

/** Runs whose pictures are gone find them again by their hashes [SAVE13]. */
export function reconnect(context: Context): Reconnect {
  const { storage, tabs } = context.ports;
  let last: Promise<void> = Promise.resolve();

  /** One look at a time: each changes what the next one finds. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(async () => {
      await context.attempt(work);
    });
    return last;
  };

  /** What the page knows of sets that are gone. */
  const notify = async (): Promise<readonly GoneSet[]> => {
    const gone = await storage.goneSets();
    context.update({
      goneSets: gone.map(({ id, shape, crop, cropsPerPicture = 1, focusPoints = [] }) => ({
        ...{ id, shape, crop, cropsPerPicture, focusPoints },
      })),
    });
    return gone;
  };

  const connect = async (
    run: RunRecord,
    set: DatasetRecord,
    choice: RunRecord['choice'],
  ): Promise<boolean> => {
    // One that waits to be deleted, or that another tab looks after, stays as it is.
    const release = await tabs.claims.take(runClaim(run.id));
    if (!release) return false;
    try {
      const change = { datasetId: set.id, datasetName: set.name, choice };
      const now = await storage.reconnectRun(run.id, change);
      if (!now) return false;
      const shown = context.named(now);
      putSummary(context, shown);
      context.patchView(run.id, () => ({ run: shown }));
      tabs.relay.post({ type: 'run', run: now, preparing: null });
      return true;
    } finally {
      release();
    }
  };

  type Seen = readonly [run: RunRecord, likeness: Likeness];

  const look = async (sets: readonly DatasetRecord[]): Promise<Map<DatasetRecord, Seen[]>> => {
    const seen = new Map<DatasetRecord, Seen[]>(sets.map((set) => [set, []]));
    const gone = await notify();
    if (gone.length === 0 || sets.length === 0) return seen;
    const shown = new Set(context.state.runs.map(({ run }) => run.id));
    const runs = (await storage.runs()).filter(({ id, state }) => shown.has(id) && !isLive(state));
    for (const lost of gone) {
      const waiting = runs.filter((run) => run.datasetId === lost.id);
      const hashes = waiting.length > 0 ? await readHashes(storage, lost) : null;
      if (!hashes) continue;
      for (const set of sets) {
        const here = await readHashes(storage, set);
        if (!here) continue;
        for (const run of waiting.splice(0)) {
          const likeness = await compareSets({ ...lost, hashes }, run.choice, {
            ...set,
            hashes: here,
          });
          const done = likeness.kind === 'same' && (await connect(run, set, likeness.choice));
          if (!done) waiting.push(run);
          if (done || likeness.kind !== 'same') seen.get(set)?.push([run, likeness]);
        }
      }
    }
    if ([...seen.values()].some((some) => some.some(([, { kind }]) => kind === 'same')))
      await notify();
    return seen;
  };

  const sayConnected = (seen: readonly Seen[]): void => {
    for (const exact of [true, false]) {
      const runs = seen
        .filter(([, likeness]) => likeness.kind === 'same' && likeness.exact === exact)
        .map(([run]) => run.name);
      if (runs.length === 0) continue;
      context.notify({ code: 'reconnected', params: { runs, exact } });
    }
  };

  /** What keeps a run from going on with pictures that are nearly its own. */
  const sayNearly = (seen: readonly Seen[], lost: readonly GoneSet[]): void => {
    for (const [run, likeness] of seen) {
      if (run.checkpoint === null) continue;
      const before = lost.find(({ id }) => id === run.datasetId);
      if (likeness.kind === 'otherwise' && before) {
        const { shape, crop, cropsPerPicture = 1, focusPoints = [] } = before;
        const prepared = { shape, crop, cropsPerPicture, focusPoints };
        const params = { run: run.name, before: prepared };
        context.notify({ code: 'prepared-otherwise', params });
      }
      if (likeness.kind === 'partly') {
        const { name, datasetCount: pictures } = run;
        const params = { run: name, pictures, missing: likeness.missing };
        context.notify({ code: 'partly-there', params });
      }
    }
  };

  return {
    found: (set) =>
      inTurn(async () => {
        const seen = (await look([set])).get(set) ?? [];
        sayConnected(seen);
        if (seen.some(([, { kind }]) => kind === 'otherwise' || kind === 'partly')) {
          sayNearly(seen, await storage.goneSets());
        }
      }),
    search: () =>
      inTurn(async () => {
        const seen = await look(context.state.datasets);
        for (const some of seen.values()) sayConnected(some);
      }),
  };
}
