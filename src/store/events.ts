import { kindOf, type StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { Preparing } from '../contract/preparing';
import type { RunRecord } from '../contract/records';
import { advance, heard, isLive, type StatusEvent } from '../contract/run-state';
import { putSummary, refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { NewPicturesActions } from './new-pictures-actions';
import type { CourseEvent } from './run-course';
import type { RunFeed } from './run-feed';
import type { TimingActions } from './timing-actions';
import { emptyView } from './run-view';

type EngineEvent = Extract<TrainerEvent, { readonly type: 'engine' }>;

interface Listeners {
  readonly feed: RunFeed;
  readonly newPictures: NewPicturesActions;
  readonly timing: TimingActions;
  readonly course: (event: CourseEvent) => void;
  /** A run came to its end, and that is stored. */
  readonly ended: (runId: string) => void;
}

/** What the training worker tells, brought into the state, and to the other tabs [TAB1]. */
export function trainerEvents(
  context: Context,
  { feed, newPictures, timing, course, ended }: Listeners,
): (event: TrainerEvent) => void {
  const { ports } = context;

  /** @param stored resolves when the record is kept; at once where the worker did it. */
  const runChanged = (
    sent: RunRecord,
    preparing: Preparing | null,
    happened?: StatusEvent,
    stored?: Promise<unknown>,
  ): void => {
    const run = context.named(sent);
    const alive = isLive(run.state);
    if (!context.heldRun && alive) feed.begin({ ...emptyView(run), live: true });
    putSummary(context, run);
    feed.state(run, preparing, 'live', happened);
    ports.tabs.relay.post({ type: 'run', run, preparing });
    if (alive) return;
    // Other tabs look at the record as soon as the run is let go of.
    if (stored) void stored.then(() => ended(run.id));
    else ended(run.id);
    void refreshSummary(context, run.id);
  };

  /** The worker had no time to keep it: a lost worker, or a start that failed at once. */
  const halt = (run: RunRecord, happened: StatusEvent, error: StudioErrorData): RunRecord => {
    const { status } = context.state.views[run.id] ?? emptyView(run);
    const { state } = advance(status, happened);
    const met = state === 'stopped';
    const change = {
      state,
      failure: met ? null : error,
      updatedAt: ports.now.time(),
    } as const;
    const stored = context.attempt(() => ports.storage.updateRun(run.id, change));
    runChanged({ ...run, ...change }, null, happened, stored);
    return { ...run, ...change };
  };

  const failed = (runId: string | null, error: StudioErrorData, happened: StatusEvent): void => {
    const known = runId === null ? context.heldRun?.run : context.run(runId);
    if (kindOf(error) === 'worker-lost') newPictures.lost(error);
    if (!known) {
      context.notify({ code: 'error', params: { error } }, null, 'trouble');
      return;
    }
    const run = isLive(known.state) ? halt(known, happened, error) : known;
    // Stop was wanted, and there is nothing left to stop.
    if (run.state === 'stopped') return;
    context.patchView(run.id, () => ({ error }));
    if (context.state.openRunId !== run.id) {
      const state = run.state === 'interrupted' ? 'interrupted' : 'failed';
      const params = { run: run.name, state, error } as const;
      context.notify({ code: 'run-ended', params }, null, 'trouble');
    }
    ports.tabs.relay.post({ type: 'failed', runId: run.id, error });
  };

  /** The last that was heard of an engine. */
  let newest: TrainerEvent | null = null;

  /** The report counts once the memory of its engine can be told, so that no setting is judged by
   *  another's. Where that cannot be fetched, what is told is the most that any engine takes. */
  const engineFound = (event: EngineEvent): void => {
    newest = event;
    const found = (): void => {
      if (newest !== event || event.choice !== context.state.settings.engine) return;
      context.update({ engineReport: event.report, engineError: null, probing: false });
    };
    const waits = ports.resources.readyToEstimate(event.report.engine);
    if (waits) waits.then(found, found);
    else found();
  };

  return (event) => {
    switch (event.type) {
      case 'engine':
        if (event.choice !== context.state.settings.engine) return;
        return engineFound(event);
      case 'engineFailed':
        if (event.choice !== context.state.settings.engine) return;
        newest = event;
        context.update({ engineReport: null, engineError: event.error, probing: false });
        return;
      case 'run':
        return runChanged(event.run, event.preparing);
      case 'recovering': {
        const run = context.run(event.runId);
        if (!run) return;
        return runChanged(
          { ...run, state: 'preparing' },
          { code: `${event.lost}-lost`, params: {} },
          {
            type: 'lost',
          },
        );
      }
      case 'progress':
      case 'metrics':
      case 'samples':
      case 'measuring':
      case 'measured':
      case 'generatorSaved':
      case 'checkpointSaved':
      case 'bestChanged':
      case 'keptChanged':
        course(event);
        ports.tabs.relay.post(event);
        return;
      case 'painterOpened':
      case 'painterFailed':
      case 'painting':
      case 'painted':
      case 'paintCancelled':
      case 'paintFailed':
        return newPictures.answer(event);
      case 'stepsTimed':
      case 'timingEnded':
      case 'timingFailed':
        return timing.answer(event);
      case 'notice':
        context.notify({ code: 'error', params: { error: event.error } });
        return;
      case 'failed':
        return failed(event.runId, event.error, heard(event) ?? { type: 'failed' });
      case 'pong':
        return;
    }
  };
}
