import { StudioError } from '../contract/errors';
import { dropSummary, patchSummary } from './run-summaries';
import type { Context } from './context';
import type { RunView, StudioActions } from './model';
import type { RunFeed } from './run-feed';
import type { WatchActions } from './watch-actions';
import type { Works } from './works';

type RunsActions = Pick<StudioActions, 'openRun' | 'newRun' | 'renameRun'>;

/** Opening and naming runs. */
export function runsActions(
  context: Context,
  watched: RunFeed,
  watch: Pick<WatchActions, 'follows'>,
  works: Works,
): RunsActions {
  const { ports, session } = context;
  /** Only the run asked for last comes to the open run. */
  let asked = 0;

  return {
    openRun: async (id) => {
      const turn = ++asked;
      if (session.live?.run.id === id) {
        context.update({ openRun: session.live, room: 'train' });
        return;
      }
      const words = `Opening "${context.run(id)?.name ?? 'the run'}"`;
      await works.run({ kind: 'open', runId: id, words }, async (_, signal) => {
        const view = await watched.read(id).catch((cause: unknown) => {
          if (StudioError.from(cause).code === 'run-missing') dropSummary(context, id);
          throw cause;
        });
        if (!view || turn !== asked || signal.aborted) return;
        watched.begin({ ...view, watching: watch.follows(id) });
        context.update({ room: 'train' });
      });
    },
    newRun: () => {
      asked++;
      context.update({ openRun: null, room: 'train' });
    },
    renameRun: async (id, wanted) => {
      const name = wanted.trim();
      const run = context.run(id);
      if (!name || !run || name === run.name) return;
      const show = (text: string): void => {
        session.names.set(id, text);
        patchSummary(context, id, (card) => ({ run: { ...card.run, name: text } }));
        const rename = (view: RunView): RunView => ({ ...view, run: { ...view.run, name: text } });
        if (session.live?.run.id === id) session.live = rename(session.live);
        const { openRun } = context.state;
        if (openRun?.run.id === id) context.update({ openRun: rename(openRun) });
      };
      show(name);
      if (!(await context.attempt(() => ports.storage.updateRun(id, { name })))) show(run.name);
    },
  };
}
