import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { RunRecord } from '../contract/records';
import { addToCard, patchCard, putCard, refreshCard } from './cards';
import type { Context } from './context';
import { emptyView, insertSample, type LiveRun } from './live-run';
import type { NewPicturesTopic } from './new-pictures-topic';
import { isLive } from './sets';

interface Listeners {
  readonly live: LiveRun;
  readonly newPictures: NewPicturesTopic;
  /** A run came to its end. */
  readonly ended: () => void;
}

/** What the training worker tells, brought into the state. */
export function trainerEvents(
  context: Context,
  { live, newPictures, ended }: Listeners,
): (event: TrainerEvent) => void {
  const { session, ports } = context;

  const runChanged = (sent: RunRecord, detail: string): void => {
    const name = session.names.get(sent.id);
    const run = name === undefined ? sent : { ...sent, name };
    const alive = isLive(run.state);
    if (!session.live && alive) live.begin({ ...emptyView(run), live: true });
    putCard(context, run);
    live.state(run, detail, alive);
    if (alive) return;
    ended();
    void refreshCard(context, run.id);
  };

  const failed = (runId: string | null, error: StudioErrorData): void => {
    const run = runId === null ? session.live?.run : context.run(runId);
    if (error.code === 'worker-lost') newPictures.lost(error);
    if (!run) {
      context.notify(error.message, error.hint);
      return;
    }
    if (run.state !== 'failed') {
      // The worker had no time to keep it: a lost worker, or a start that failed at once.
      const change = {
        state: 'failed',
        failure: error.message,
        updatedAt: ports.now(),
      } as const;
      void context.attempt(() => ports.storage.updateRun(run.id, change));
      runChanged({ ...run, ...change }, '');
    }
    const { easel } = context.state;
    if (easel?.run.id === run.id) context.update({ easel: { ...easel, error } });
    else context.notify(`"${run.name}" failed: ${error.message}`, error.hint);
  };

  return (event) => {
    switch (event.type) {
      case 'engine':
        if (event.choice !== context.state.settings.engine) return;
        context.update({ engineReport: event.report, engineError: null, probing: false });
        return;
      case 'engineFailed':
        if (event.choice !== context.state.settings.engine) return;
        context.update({ engineReport: null, engineError: event.error, probing: false });
        return;
      case 'run':
        return runChanged(event.run, event.detail);
      case 'progress':
        return live.progress(event.runId, event.progress);
      case 'metrics':
        return live.metrics(event.runId, event.rows);
      case 'samples': {
        const { sample } = event;
        addToCard(context, sample);
        live.patch(sample.runId, (view) => ({ samples: insertSample(view.samples, sample) }));
        return;
      }
      case 'generatorSaved':
        patchCard(context, event.runId, (card) => ({ bytes: card.bytes + event.bytes }));
        live.patch(event.runId, (view) => ({
          generatorEpochs: [...new Set([...view.generatorEpochs, event.epoch])].sort(
            (a, b) => a - b,
          ),
        }));
        return;
      case 'generated':
      case 'generateFailed':
        return newPictures.answer(event);
      case 'notice':
        context.notify(event.error.message, event.error.hint);
        return;
      case 'failed':
        return failed(event.runId, event.error);
    }
  };
}
