import { dropCard } from './cards';
import type { Context } from './context';
import type { RunCard, StudioActions } from './model';
import { runClaim } from './training-claim';

/** How long a deletion can be taken back, in milliseconds. */
export const UNDO_MS = 10_000;

const MEMO = 'deletions';

interface Pending {
  readonly card: RunCard;
  readonly notice: number;
  readonly timer: ReturnType<typeof setTimeout>;
  /** Lets go of the run: no tab goes on with it while it waits. */
  readonly release: () => void;
}

export interface DeletionTopic {
  readonly actions: Pick<StudioActions, 'deleteRun' | 'undoDelete' | 'dismissNotice'>;
  /** Runs whose deletion was asked for and is not done: they are not shown. */
  waiting(): ReadonlySet<string>;
  /** Deletes what the last visit had no time for. */
  finish(): Promise<void>;
  /** Deletes at once what waits for its time. */
  dispose(): Promise<void>;
}

interface Hooks {
  /** A run is not to be seen any more. */
  readonly hidden: (runId: string) => void;
  /** A run was deleted for good. */
  readonly deleted: () => void;
}

/**
 * Deleting runs: hidden at once, gone after a while, taken back until then [RUN4]. What waits is
 * remembered beside the storage: a page that is closed meanwhile has no time to delete, so the next
 * visit does.
 */
export function deletionTopic(context: Context, { hidden, deleted }: Hooks): DeletionTopic {
  const { storage, memo, claims } = context.ports;
  const pending: Pending[] = [];

  const waiting = (): Set<string> => {
    const ids = memo.read(MEMO);
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  };
  const remember = (id: string): void => memo.write(MEMO, [...waiting().add(id)]);
  const forget = (id: string): void => {
    memo.write(
      MEMO,
      [...waiting()].filter((other) => other !== id),
    );
  };

  const show = (card: RunCard): void =>
    context.update({
      runs: [...context.state.runs, card].sort((a, b) => b.run.createdAt - a.run.createdAt),
    });

  /** Takes an entry out; false where it was done already. */
  const settle = (entry: Pending): boolean => {
    const at = pending.indexOf(entry);
    if (at < 0) return false;
    pending.splice(at, 1);
    clearTimeout(entry.timer);
    context.dismiss(entry.notice);
    return true;
  };

  const remove = async (entry: Pending): Promise<void> => {
    if (!settle(entry)) return;
    const { id } = entry.card.run;
    if (await context.attempt(() => storage.deleteRun(id))) deleted();
    else show(entry.card);
    forget(id);
    entry.release();
  };

  /** Why a run is not deleted now. */
  const refuse = (name: string, where: string, hint: string): void => {
    context.notify(`"${name}" is being trained${where} and was not deleted.`, hint);
  };

  const hide = (card: RunCard, release: () => void): void => {
    const { id, name } = card.run;
    remember(id);
    dropCard(context, id);
    hidden(id);
    const entry: Pending = {
      card,
      notice: context.notify(`"${name}" was deleted.`, '', 'undo'),
      timer: setTimeout(() => void remove(entry), UNDO_MS),
      release,
    };
    pending.push(entry);
  };

  const cardOf = (id: string): RunCard | undefined =>
    context.state.runs.find(({ run }) => run.id === id);

  return {
    waiting,
    async finish() {
      for (const id of waiting()) {
        const release = await claims.take(runClaim(id));
        // Another tab still offers to take it back.
        if (!release) continue;
        if (await context.attempt(() => storage.deleteRun(id))) deleted();
        forget(id);
        release();
      }
    },
    dispose: async () => {
      await Promise.all([...pending].map(remove));
    },
    actions: {
      deleteRun: async (id) => {
        const { live } = context.session;
        if (live?.run.id === id) return refuse(live.run.name, '', 'Stop it first.');
        const release = cardOf(id) ? await claims.take(runClaim(id)) : null;
        const card = cardOf(id);
        if (card && release) hide(card, release);
        else if (card) refuse(card.run.name, ' in another tab', 'Stop it there first.');
        else release?.();
      },
      undoDelete: () => {
        const entry = pending.at(-1);
        if (!entry || !settle(entry)) return;
        forget(entry.card.run.id);
        entry.release();
        show(entry.card);
      },
      dismissNotice: (id) => context.dismiss(id),
    },
  };
}
