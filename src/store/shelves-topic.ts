import { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import { patchCard } from './cards';
import type { Context } from './context';
import { emptyView } from './live-run';
import type { RunView, StudioActions } from './model';

type ShelvesActions = Pick<StudioActions, 'openRun' | 'newRun' | 'renameRun'>;

/** Opening and naming runs. */
export function shelvesTopic(context: Context): ShelvesActions {
  const { ports, session } = context;
  /** Only the run asked for last comes to the easel. */
  let asked = 0;

  /** A stored run with its curves, grids and generators as they were [RUN3]. */
  const stored = async (id: string): Promise<RunView> => {
    const { storage } = ports;
    const [run, blocks, samples, generatorEpochs] = await Promise.all([
      storage.run(id),
      storage.metrics(id),
      storage.samples(id),
      storage.generatorEpochs(id),
    ]);
    if (!run) throw new StudioError('run-missing', 'This run is no longer stored.');
    const view = emptyView(named(run));
    for (const block of blocks) view.metrics.append(block.rows);
    const error =
      run.failure === null
        ? null
        : new StudioError(
            'unexpected',
            run.failure,
            'What was learnt until then is kept.',
          ).toData();
    return { ...view, metricsVersion: 1, samples, generatorEpochs, error };
  };

  const named = (run: RunRecord): RunRecord => {
    const name = session.names.get(run.id);
    return name === undefined ? run : { ...run, name };
  };

  return {
    openRun: async (id) => {
      const turn = ++asked;
      if (session.live?.run.id === id) {
        context.update({ easel: session.live, room: 'train' });
        return;
      }
      await context.attempt(async () => {
        const view = await stored(id);
        if (turn === asked) context.update({ easel: view, room: 'train' });
      });
    },
    newRun: () => {
      asked++;
      context.update({ easel: null, room: 'train' });
    },
    renameRun: async (id, wanted) => {
      const name = wanted.trim();
      const run = context.run(id);
      if (!name || !run || name === run.name) return;
      const show = (text: string): void => {
        session.names.set(id, text);
        patchCard(context, id, (card) => ({ run: { ...card.run, name: text } }));
        const rename = (view: RunView): RunView => ({ ...view, run: { ...view.run, name: text } });
        if (session.live?.run.id === id) session.live = rename(session.live);
        const { easel } = context.state;
        if (easel?.run.id === id) context.update({ easel: rename(easel) });
      };
      show(name);
      if (!(await context.attempt(() => ports.storage.updateRun(id, { name })))) show(run.name);
    },
  };
}
