import type { TrainingProgress } from '../contract/events';
import type { RunRecord, SampleRecord } from '../contract/records';
import type { Context } from './context';
import { MetricSeries } from './metric-series';
import type { RunView } from './model';
import { throttle } from './throttle';

/** Curves and progress reach the page at most this often, in milliseconds. */
const PERIOD = 333;

/** A view of a run with nothing to show yet. */
export const emptyView = (run: RunRecord): RunView => ({
  run,
  detail: '',
  live: false,
  progress: null,
  metrics: new MetricSeries(),
  metricsVersion: 0,
  samples: [],
  generatorEpochs: [],
  error: null,
});

/** By epoch, then step; one of the same place is replaced. The newest mostly comes last. */
export function insertSample(
  samples: readonly SampleRecord[],
  sample: SampleRecord,
): readonly SampleRecord[] {
  const order = (other: SampleRecord): number =>
    other.epoch - sample.epoch || other.step - sample.step;
  let at = samples.length;
  while (at > 0 && order(samples[at - 1]!) >= 0) at--;
  const same = at < samples.length && order(samples[at]!) === 0 ? 1 : 0;
  return samples.toSpliced(at, same, sample);
}

export interface LiveRun {
  /** Puts a run that begins on the easel. */
  begin(view: RunView): void;
  /** The run's state changed; the view is told at once, with all that was due. */
  state(run: RunRecord, detail: string, live: boolean): void;
  patch(runId: string, change: (view: RunView) => Partial<RunView>): void;
  metrics(runId: string, rows: Float64Array): void;
  progress(runId: string, progress: TrainingProgress): void;
  dispose(): void;
}

/** The view of the run that a worker trains, kept up whether or not it is on the easel. */
export function liveRun(context: Context): LiveRun {
  const { session } = context;
  let progress: TrainingProgress | null = null;
  let grew = false;

  /** The live run's view, or that of a run on the easel that just came to its end: the worker may
   *  still tell of the last things it kept. */
  const viewOf = (runId: string): RunView | null => {
    const views = [session.live, context.state.easel];
    return views.find((view) => view?.run.id === runId) ?? null;
  };

  const patch: LiveRun['patch'] = (runId, change) => {
    const view = viewOf(runId);
    if (!view) return;
    const next = { ...view, ...change(view) };
    if (session.live?.run.id === runId) session.live = next.live ? next : null;
    if (context.state.easel?.run.id === runId) context.update({ easel: next });
  };

  const due = (): Partial<RunView> => {
    const change: Partial<RunView> = {
      ...(progress ? { progress } : {}),
      ...(grew ? { metricsVersion: (session.live?.metricsVersion ?? 0) + 1 } : {}),
    };
    progress = null;
    grew = false;
    return change;
  };

  const tell = throttle(PERIOD, () => {
    if (session.live) patch(session.live.run.id, due);
  });

  return {
    begin(view) {
      tell.cancel();
      due();
      session.live = view;
      context.update({ easel: view });
    },
    state(run, detail, live) {
      tell.cancel();
      patch(run.id, () => ({ ...due(), run, detail, live }));
    },
    patch,
    metrics(runId, rows) {
      if (session.live?.run.id !== runId) return;
      session.live.metrics.append(rows);
      grew = true;
      tell();
    },
    progress(runId, now) {
      if (session.live?.run.id !== runId) return;
      progress = now;
      tell();
    },
    dispose: tell.cancel,
  };
}
