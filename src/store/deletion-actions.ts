import { dropSummary } from './run-summaries';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import type { RunSummary } from './view-types';
import type { PendingDeletions } from './pending-deletions';
import { runClaim } from './training-claim';

const MEMO = 'deletions';

export interface DeletionActions {
  readonly actions: Pick<StudioActions, 'deleteRun' | 'undoDelete' | 'dismissNotice'>;
  /** Runs whose deletion was asked for and is not done: they are not shown. */
  waiting(): ReadonlySet<string>;
  /** Deletes what the last visit had no time for. */
  finish(): Promise<void>;
}

interface Hooks {
  /** A run is not to be seen any more. */
  readonly hidden: (runId: string) => void;
  /** A run was deleted for good. */
  readonly deleted: () => void;
  /** A run is to be seen again, as it was before. */
  readonly shown: () => void;
}

/** Deleting runs: hidden at once, gone after a while, taken back until then [RUN4]. */
export function deletionActions(
  context: Context,
  pending: PendingDeletions,
  { hidden, deleted, shown }: Hooks,
): DeletionActions {
  const { storage, tabs } = context.ports;

  const show = (card: RunSummary): void => {
    context.update({
      runs: [...context.state.runs, card].sort((a, b) => b.run.createdAt - a.run.createdAt),
    });
    shown();
  };

  const remove = async (id: string): Promise<void> => {
    await storage.deleteRun(id);
    deleted();
  };

  /** Why a run is not deleted now. */
  const refuse = (run: string, elsewhere: boolean): void => {
    context.notify({ code: 'run-in-use', params: { run, elsewhere } });
  };

  const hide = (card: RunSummary, release: () => void): void => {
    const { id, name } = card.run;
    dropSummary(context, id);
    hidden(id);
    pending.add(MEMO, {
      id,
      says: { code: 'run-deleted', params: { run: name } },
      release,
      remove: () => remove(id),
      show: () => show(card),
    });
  };

  const summaryOf = (id: string): RunSummary | undefined =>
    context.state.runs.find(({ run }) => run.id === id);

  return {
    waiting: () => pending.waiting(MEMO),
    async finish() {
      for (const id of pending.waiting(MEMO)) {
        const release = await tabs.claims.take(runClaim(id));
        // Another tab still offers to take it back.
        if (!release) continue;
        await context.attempt(() => remove(id));
        pending.forget(MEMO, id);
        release();
      }
    },
    actions: {
      deleteRun: async (id) => {
        const held = context.heldRun;
        if (held?.run.id === id) return refuse(held.run.name, false);
        const release = summaryOf(id) ? await tabs.claims.take(runClaim(id)) : null;
        const card = summaryOf(id);
        if (card && release) hide(card, release);
        else if (card) refuse(card.run.name, true);
        else release?.();
      },
      undoDelete: (notice) => pending.undo(notice),
      dismissNotice: (id) => context.dismiss(id),
    },
  };
}
