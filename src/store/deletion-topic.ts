import type { Context } from './context';
import type { RunCard, StudioActions } from './model';
import { isLive } from './sets';

/** How long a deletion can be taken back, in milliseconds. */
export const UNDO_MS = 10_000;

interface Pending {
  readonly card: RunCard;
  readonly notice: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

export interface DeletionTopic {
  readonly actions: Pick<StudioActions, 'deleteRun' | 'undoDelete' | 'dismissNotice'>;
  /** Deletes at once what waits for its time. */
  dispose(): Promise<void>;
}

/** Deleting runs: hidden at once, gone after a while, taken back until then [RUN4]. */
export function deletionTopic(context: Context, forgotten: (runId: string) => void): DeletionTopic {
  const { storage } = context.ports;
  const pending: Pending[] = [];

  const show = (card: RunCard): void =>
    context.update({
      runs: [...context.state.runs, card].sort((a, b) => b.run.createdAt - a.run.createdAt),
    });

  const remove = async (entry: Pending): Promise<void> => {
    const at = pending.indexOf(entry);
    if (at < 0) return;
    pending.splice(at, 1);
    clearTimeout(entry.timer);
    context.dismiss(entry.notice);
    if (!(await context.attempt(() => storage.deleteRun(entry.card.run.id)))) show(entry.card);
  };

  return {
    dispose: async () => {
      await Promise.all([...pending].map(remove));
    },
    actions: {
      deleteRun: (id) => {
        const card = context.state.runs.find(({ run }) => run.id === id);
        if (!card) return Promise.resolve();
        const { name, state } = card.run;
        if (isLive(state)) {
          context.notify(`"${name}" is being trained and was not deleted.`, 'Stop it first.');
          return Promise.resolve();
        }
        context.update({
          runs: context.state.runs.filter(({ run }) => run.id !== id),
          ...(context.state.easel?.run.id === id ? { easel: null } : {}),
        });
        forgotten(id);
        const notice = context.notify(`"${name}" was deleted.`, '', 'undo');
        const entry: Pending = {
          card,
          notice,
          timer: setTimeout(() => void remove(entry), UNDO_MS),
        };
        pending.push(entry);
        return Promise.resolve();
      },
      undoDelete: () => {
        const entry = pending.pop();
        if (!entry) return;
        clearTimeout(entry.timer);
        context.dismiss(entry.notice);
        show(entry.card);
      },
      dismissNotice: (id) => context.dismiss(id),
    },
  };
}
