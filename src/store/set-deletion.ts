import { StudioError } from '../contract/errors';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import type { PendingDeletions } from './pending-deletions';
import type { Preparation } from './preparation';
import { setClaim } from './training-claim';

// A key of what is stored, which people never read.
// eslint-disable-next-line words/text-in-catalogue
const MEMO = 'set deletions';

export interface SetDeletion {
  readonly actions: Pick<StudioActions, 'deleteDataset'>;
  /** Sets whose deletion was asked for and is not done: they are not shown. */
  waiting(): ReadonlySet<string>;
  /** Deletes what the last visit had no time for. */
  finish(): Promise<void>;
}

interface Hooks {
  readonly preparation: () => Preparation;
  /** Puts a set on the picture grid, or none. */
  readonly choose: (set: DatasetRecord | null) => void;
  /** A set was deleted for good. */
  readonly deleted: () => Promise<void>;
}

/** Deleting sets: as runs are deleted, save that runs may learn from them [PIC20]. */
export function setDeletion(
  context: Context,
  pending: PendingDeletions,
  { preparation, choose, deleted }: Hooks,
): SetDeletion {
  const { storage, tabs } = context.ports;

  const remove = async (id: string): Promise<void> => {
    await storage.deleteDataset(id);
    context.session.originals.delete(id);
    await deleted();
  };

  /** A tab that began to learn from it meanwhile waits for the claim, and comes first. */
  const removeUnused = async (set: DatasetRecord, release: () => void): Promise<void> => {
    release();
    const again = await tabs.claims.take(setClaim(set.id));
    if (!again) throw inUse(set.name);
    try {
      await remove(set.id);
    } finally {
      again();
    }
  };

  /** Brings a set back to where it was, also on the picture grid. */
  const show = (set: DatasetRecord, place: number, onWall: boolean): void => {
    const { datasets } = context.state;
    if (datasets.some(({ id }) => id === set.id)) return;
    context.update({ datasets: datasets.toSpliced(place, 0, set) });
    if (onWall || datasets.length === 0) choose(set);
  };

  const hide = (set: DatasetRecord, release: () => void): void => {
    const { datasets, datasetId } = context.state;
    const place = datasets.indexOf(set);
    const onWall = datasetId === set.id;
    const left = datasets.filter(({ id }) => id !== set.id);
    context.update({ datasets: left });
    if (onWall) choose(left[0] ?? null);
    const runs = orphans(context, set.id).map(({ name }) => name);
    pending.add(MEMO, {
      id: set.id,
      says: { code: 'set-deleted', params: { set: set.name, runs } },
      release,
      remove: () => removeUnused(set, release),
      show: () => show(set, place, onWall),
    });
  };

  const find = (id: string): DatasetRecord | undefined =>
    context.state.datasets.find((set) => set.id === id);

  return {
    waiting: () => pending.waiting(MEMO),
    async finish() {
      for (const id of pending.waiting(MEMO)) {
        const release = await tabs.claims.take(setClaim(id));
        // Another tab still offers to take it back, or learns from it.
        if (!release) continue;
        await context.attempt(() => remove(id));
        pending.forget(MEMO, id);
        release();
      }
    },
    actions: {
      deleteDataset: async (id) => {
        const set = find(id);
        if (!set) return;
        if (context.heldRun?.run.datasetId === id || preparation().replacing() === id) {
          context.notify({ code: 'set-in-use', params: { set: set.name } });
          return;
        }
        const release = await tabs.claims.take(setClaim(id));
        const still = find(id);
        if (release && still) hide(still, release);
        else if (release) release();
        else context.report(inUse(set.name));
      },
    },
  };
}

const inUse = (name: string): StudioError => new StudioError('set-in-use', { set: name });

/** Runs that could go on or train longer, and cannot without the set. */
const orphans = (context: Context, id: string): RunRecord[] =>
  context.state.runs
    .map(({ run }) => run)
    .filter(
      (run) =>
        run.datasetId === id &&
        !isLive(run.state) &&
        (run.checkpoint !== null || run.state === 'interrupted' || run.state === 'failed'),
    );
