import type { TrainingProgress } from '../contract/events';
import type { RunRecord } from '../contract/records';
import type { Context } from './context';
import type { MetricSeries } from './metric-series';
import type { RunView } from './model';
import { storedView } from './run-view';
import { throttle } from './throttle';

/** Curves and progress reach the page at most this often, in milliseconds. */
const PERIOD = 333;
/** Bundles of rows remembered at most while a gap in the curves waits to be filled. */
const MOST_BUNDLES = 20_000;

type Change = (view: RunView) => Partial<RunView>;

/** What is told of a run while its stored things are read, or waited for; it comes on top of
 *  them. */
interface Notified {
  readonly runId: string;
  readonly rows: Float64Array[];
  readonly changes: Change[];
  /** False while only a gap in the curves waits for its rows to be stored. */
  readonly reading: boolean;
}

/** The view of a run that is being trained, kept up with what is told of it. */
export interface RunFeed {
  /** Puts a run on the open run. */
  begin(view: RunView): void;
  /** Reads a run, with what is told of it meanwhile. @returns null where another read began. */
  read(runId: string): Promise<RunView | null>;
  /** The run's state changed; the view is told at once, with all that was due. */
  state(run: RunRecord, detail: string, alive: boolean): void;
  patch(runId: string, change: Change): void;
  metrics(runId: string, rows: Float64Array): void;
  progress(runId: string, progress: TrainingProgress): void;
  /** What is kept of the run changed otherwise than by additions: shows it as it is now. */
  reread(runId: string): Promise<void>;
  /** All rows told so far are stored: curves that began with a gap become whole. */
  caughtUp(runId: string): void;
  dispose(): void;
}

/**
 * 'live': the run that a worker of this tab trains, whether or not it is on the open run.
 * 'watching': a run of another tab, while it is on the open run.
 */
export function runFeed(context: Context, kind: 'live' | 'watching'): RunFeed {
  const { session } = context;
  let progress: TrainingProgress | null = null;
  let grew = false;
  let notified: Notified | null = null;
  let reads = 0;

  const fed = (): RunView | null => {
    if (kind === 'live') return session.live;
    const { openRun } = context.state;
    return openRun?.watching ? openRun : null;
  };

  /** Also a run on the open run that just came to its end: the last things kept may still be told. */
  const viewOf = (runId: string): RunView | null =>
    [fed(), context.state.openRun].find((view) => view?.run.id === runId) ?? null;

  const apply = (runId: string, change: Change): void => {
    const view = viewOf(runId);
    if (!view) return;
    const next = { ...view, ...change(view) };
    if (session.live?.run.id === runId) session.live = next.live ? next : null;
    if (context.state.openRun?.run.id === runId) context.update({ openRun: next });
  };

  const due: Change = (view) => {
    const change: Partial<RunView> = {
      ...(progress ? { progress } : {}),
      ...(grew ? { metricsVersion: view.metricsVersion + 1 } : {}),
    };
    progress = null;
    grew = false;
    return change;
  };

  const notify = throttle(PERIOD, () => {
    const view = fed();
    if (view) apply(view.run.id, due);
  });

  const listen = (runId: string, reading: boolean, rows: Float64Array[] = []): void => {
    notified = { runId, rows, changes: [], reading };
  };

  const onTop = (view: RunView, { rows, changes }: Notified): RunView => {
    for (const bundle of rows) view.metrics.appendNew(bundle);
    return changes.reduce((before, change) => ({ ...before, ...change(before) }), view);
  };

  /** What is stored, and what was told since `listen`; null where another read began. */
  const finish = async (runId: string): Promise<readonly [RunView, Notified] | null> => {
    const read = ++reads;
    try {
      const stored = await storedView(context, runId);
      if (read !== reads || notified === null) return null;
      const since = notified;
      // The worker writes rows a little later than it tells them.
      if (leavesGap(stored.metrics, since.rows[0])) listen(runId, false, since.rows);
      else notified = null;
      return [stored, since];
    } catch (cause) {
      if (read === reads) notified = null;
      throw cause;
    }
  };

  /** `rebuild`: curves as they are stored, even where more of them was told. */
  const refresh = (runId: string, rebuild: boolean): Promise<unknown> =>
    context.attempt(async () => {
      const found = await finish(runId);
      if (!found) return;
      const [stored, since] = found;
      const { samples, generatorEpochs } = stored;
      // While it trains, the newest rows are not stored yet; nothing was taken back then.
      const kept = !rebuild && (stored.run.state === 'running' || stored.run.state === 'paused');
      if (kept) notified = null;
      apply(runId, (view) => {
        const metrics = kept ? view.metrics : stored.metrics;
        const metricsVersion = view.metricsVersion + 1;
        return onTop({ ...view, metrics, metricsVersion, samples, generatorEpochs }, since);
      });
    });

  return {
    begin(view) {
      notify.cancel();
      due(view);
      if (kind === 'live') session.live = view;
      context.update({ openRun: view });
    },
    async read(runId) {
      listen(runId, true);
      const found = await finish(runId);
      return found ? onTop(...found) : null;
    },
    state(run, detail, alive) {
      notify.cancel();
      apply(run.id, (view) => ({
        ...due(view),
        run,
        detail,
        [kind]: alive,
        ...(alive ? { error: null } : {}),
      }));
    },
    patch(runId, change) {
      if (notified?.runId === runId && notified.reading) notified.changes.push(change);
      apply(runId, change);
    },
    metrics(runId, rows) {
      if (notified?.runId === runId) {
        if (notified.rows.length < MOST_BUNDLES) notified.rows.push(rows);
        if (notified.reading) return;
      }
      const view = fed();
      const [first] = rows;
      if (view?.run.id !== runId || first === undefined) return;
      if (first <= view.metrics.lastStep) {
        // Taken back without a word.
        listen(runId, true, [rows]);
        void refresh(runId, true);
        return;
      }
      if (notified === null && leavesGap(view.metrics, rows)) listen(runId, false, [rows]);
      view.metrics.append(rows);
      grew = true;
      notify();
    },
    progress(runId, now) {
      if (fed()?.run.id !== runId) return;
      progress = now;
      notify();
    },
    async reread(runId) {
      const view = viewOf(runId);
      if (!view) return;
      // Rows of an earlier read that was not done are shown, unless this one takes them back.
      if (notified?.runId === runId) onTop(view, { ...notified, changes: [] });
      listen(runId, true);
      await refresh(runId, false);
    },
    caughtUp(runId) {
      if (notified?.runId !== runId || notified.reading) return;
      notified = { ...notified, reading: true };
      void refresh(runId, true);
    },
    dispose: notify.cancel,
  };
}

/** Whether rows of METRIC_COLUMNS do not follow on the series. */
const leavesGap = ({ lastStep }: MetricSeries, rows: Float64Array | undefined): boolean =>
  rows?.[0] !== undefined && rows[0] > Math.max(0, lastStep) + 1;
