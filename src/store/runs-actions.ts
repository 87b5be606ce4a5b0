import { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import { dropSummary, patchSummary } from './run-summaries';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import type { RunFeed } from './run-feed';
import type { WatchActions } from './watch-actions';
import { opened } from './views';
import type { Works } from './works';

type RunsActions = Pick<StudioActions, 'openRun' | 'newRun' | 'renameRun'>;

/** Opening and naming runs. */
export function runsActions(
  context: Context,
  feed: RunFeed,
  watch: Pick<WatchActions, 'follows'>,
  works: Works,
): RunsActions {
  const { ports, session } = context;
  /** Only the run asked for last is opened. */
  let asked = 0;

  /** A run that nobody trains is stored as running where the storage did not take its end, as a full disk
   *  does not: then it is as this tab found it [RUN8]. */
  const ended = (stored: RunRecord): RunRecord => {
    const known = context.run(stored.id);
    if (!known || !isLive(stored.state) || isLive(known.state)) return stored;
    return { ...stored, state: known.state };
  };

  return {
    openRun: async (id) => {
      const turn = ++asked;
      const held = context.heldRun;
      if (held?.run.id === id) {
        context.update({ ...opened(context.state.views, held), room: 'train' });
        return;
      }
      const work = { kind: 'open', run: context.run(id)?.name ?? null } as const;
      await works.run({ work, runId: id }, async (_, signal) => {
        const view = await feed.read(id).catch((cause: unknown) => {
          if (StudioError.from(cause).kind === 'run-missing') dropSummary(context, id);
          throw cause;
        });
        if (!view || turn !== asked || signal.aborted) return;
        const watching = watch.follows(id);
        feed.begin({ ...view, run: watching ? view.run : ended(view.run), watching });
        context.update({ room: 'train' });
      });
    },
    newRun: () => {
      asked++;
      context.update({ ...opened(context.state.views, null), room: 'train' });
    },
    renameRun: async (id, wanted) => {
      const name = wanted.trim();
      const run = context.run(id);
      if (!name || !run || name === run.name) return;
      const show = (text: string): void => {
        session.names.set(id, text);
        patchSummary(context, id, (card) => ({ run: { ...card.run, name: text } }));
        context.patchView(id, ({ run: shown }) => ({ run: { ...shown, name: text } }));
      };
      show(name);
      if (!(await context.attempt(() => ports.storage.updateRun(id, { name })))) show(run.name);
    },
  };
}
