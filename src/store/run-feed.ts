import type { TrainingProgress } from '../contract/events';
import type { Preparing } from '../contract/preparing';
import type { RunRecord } from '../contract/records';
import { advance, isLive, type StatusEvent } from '../contract/run-state';
import type { Context } from './context';
import type { MetricSeries } from '../curves/metric-series';
import type { RunView } from './view-types';
import type { CourseEvent } from './run-course';
import { fold } from './run-fold';
import { storedView } from './run-view';
import { throttle, type Throttled } from './throttle';
import { opened } from './views';

/** Curves and progress reach the page at most this often, in milliseconds. */
const PERIOD = 333;
/** Events remembered at most while a gap in the curves waits to be filled. */
const MOST_EVENTS = 20_000;

/** Who trains a run: this tab, or another one that this tab looks on at. */
export type Trains = 'live' | 'watching';

/** Events of a run while what is stored of it is read, or waited for: they come on top of it. */
interface Log {
  readonly events: CourseEvent[];
  /** False while only a gap in the curves waits for its rows to be stored. */
  readonly reading: boolean;
}

/** What is under way to the view of one run. */
interface Feed {
  log: Log | null;
  reads: number;
  /** Not shown yet. */
  progress: TrainingProgress | null;
  grew: boolean;
  readonly show: Throttled;
}

/** Keeps the views of runs up with their events. */
export interface RunFeed {
  /** Shows a run. */
  begin(view: RunView): void;
  /** Reads a run, with its events meanwhile. @returns null where another read of it began. */
  read(runId: string): Promise<RunView | null>;
  /** The run's record changed; the view follows at once, with all that was due. */
  state(run: RunRecord, preparing: Preparing | null, by: Trains, happened?: StatusEvent): void;
  hear(event: CourseEvent): void;
  /** All rows so far are stored: curves that began with a gap become whole. */
  caughtUp(runId: string): void;
  dispose(): void;
}

export function runFeed(context: Context): RunFeed {
  const feeds = new Map<string, Feed>();

  const feedOf = (runId: string): Feed => {
    const known = feeds.get(runId);
    if (known) return known;
    const show = throttle(PERIOD, () => context.patchView(runId, () => due(feed)));
    const feed: Feed = { log: null, reads: 0, progress: null, grew: false, show };
    // The version is that of the view as it stands then.
    const due = (of: Feed): Partial<RunView> => takeDue(of, context.state.views[runId]);
    feeds.set(runId, feed);
    return feed;
  };

  /** What is stored, and the events since; null where another read began. */
  const finish = async (runId: string): Promise<readonly [RunView, Log] | null> => {
    const feed = feedOf(runId);
    const read = ++feed.reads;
    try {
      const stored = await storedView(context, runId);
      const { log } = feed;
      if (read !== feed.reads || log === null) return null;
      // The worker writes rows a little later than it tells them.
      const gap = leavesGap(stored.metrics, rowsOf(log.events)[0]);
      feed.log = gap ? { events: rowsOf(log.events), reading: false } : null;
      return [stored, log];
    } catch (cause) {
      if (read === feed.reads) feed.log = null;
      throw cause;
    }
  };

  /** `rebuild`: curves as they are stored, even where more of them was told. */
  const refresh = (runId: string, rebuild: boolean): Promise<unknown> =>
    context.attempt(async () => {
      const found = await finish(runId);
      if (!found) return;
      const [stored, { events }] = found;
      const { samples, measures, generatorEpochs } = stored;
      // While it trains, the newest rows are not stored yet; nothing was taken back then.
      const kept = !rebuild && (stored.run.state === 'running' || stored.run.state === 'paused');
      if (kept) feedOf(runId).log = null;
      context.patchView(runId, (view) => {
        const metrics = kept ? view.metrics : stored.metrics;
        const metricsVersion = view.metricsVersion + 1;
        return events.reduce(fold, {
          ...{ ...view, metrics, metricsVersion },
          ...{ samples, measures, generatorEpochs },
        });
      });
    });

  const reread = async (runId: string): Promise<void> => {
    const view = context.state.views[runId];
    if (!view) return;
    const feed = feedOf(runId);
    // Rows of an earlier read that was not done are shown, unless this one takes them back.
    for (const { rows } of rowsOf(feed.log?.events ?? [])) view.metrics.appendNew(rows);
    feed.log = { events: [], reading: true };
    await refresh(runId, false);
  };

  const metrics = (event: MetricsEvent): void => {
    const { runId, rows } = event;
    const feed = feedOf(runId);
    const { log } = feed;
    if (log) {
      if (log.events.length < MOST_EVENTS) log.events.push(event);
      if (log.reading) return;
    }
    const view = context.state.views[runId];
    const [first] = rows;
    if (!view || !isFed(view) || first === undefined) return;
    if (first <= view.metrics.lastStep) {
      // Taken back without a word.
      feed.log = { events: [event], reading: true };
      void refresh(runId, true);
      return;
    }
    if (log === null && leavesGap(view.metrics, event)) {
      feed.log = { events: [event], reading: false };
    }
    view.metrics.append(rows);
    feed.grew = true;
    feed.show();
  };

  const patch = (event: Exclude<CourseEvent, { type: 'progress' | 'metrics' }>): void => {
    const runId = runIdOf(event);
    const log = feeds.get(runId)?.log;
    if (log?.reading) log.events.push(event);
    context.patchView(runId, (view) => fold(view, event));
  };

  const caughtUp = (runId: string): void => {
    const feed = feeds.get(runId);
    if (!feed?.log || feed.log.reading) return;
    feed.log = { ...feed.log, reading: true };
    void refresh(runId, true);
  };

  /** Lets go of what is under way to views that are gone. */
  const tidy = (): void => {
    for (const [runId, { show }] of feeds) {
      if (context.state.views[runId]) continue;
      show.cancel();
      feeds.delete(runId);
    }
  };

  return {
    begin(view) {
      const feed = feedOf(view.run.id);
      feed.show.cancel();
      takeDue(feed, view);
      context.update(opened(context.state.views, view));
      tidy();
    },
    async read(runId) {
      feedOf(runId).log = { events: [], reading: true };
      const found = await finish(runId);
      return found && found[1].events.reduce(fold, found[0]);
    },
    state(run, preparing, by, happened = { type: 'entered', state: run.state }) {
      const feed = feeds.get(run.id);
      feed?.show.cancel();
      const alive = isLive(run.state);
      context.patchView(run.id, (view) => ({
        ...(feed ? takeDue(feed, view) : {}),
        run,
        preparing,
        status: advance(view.status, happened),
        [by]: alive,
        // Another session does not know of what was under way in the one before.
        ...(run.state === 'preparing' ? { measuring: false } : {}),
        ...(alive ? { error: null } : {}),
      }));
    },
    hear(event) {
      switch (event.type) {
        case 'metrics':
          return feeds.has(event.runId) ? metrics(event) : undefined;
        case 'progress': {
          const view = context.state.views[event.runId];
          if (!view || !isFed(view)) return;
          const feed = feedOf(event.runId);
          feed.progress = event.progress;
          return feed.show();
        }
        case 'keptChanged':
          return void reread(event.runId);
        case 'checkpointSaved':
          patch(event);
          return caughtUp(event.runId);
        case 'samples':
        case 'bestChanged':
        case 'measuring':
        case 'measured':
        case 'generatorSaved':
          return patch(event);
      }
    },
    caughtUp,
    dispose() {
      for (const { show } of feeds.values()) show.cancel();
    },
  };
}

const runIdOf = (event: CourseEvent): string => {
  if (event.type === 'samples') return event.sample.runId;
  return event.type === 'measured' ? event.record.runId : event.runId;
};

type MetricsEvent = Extract<CourseEvent, { type: 'metrics' }>;

const rowsOf = (events: readonly CourseEvent[]): MetricsEvent[] =>
  events.filter((event) => event.type === 'metrics');

/** Whether it is trained just now, here or elsewhere. */
const isFed = ({ live, watching }: RunView): boolean => live || watching;

/** What was not shown yet. */
function takeDue(feed: Feed, view: RunView | undefined): Partial<RunView> {
  const { progress, grew } = feed;
  feed.progress = null;
  feed.grew = false;
  return {
    ...(progress ? { progress } : {}),
    ...(grew && view ? { metricsVersion: view.metricsVersion + 1 } : {}),
  };
}

/** Whether rows of METRIC_COLUMNS do not follow on the series. */
const leavesGap = ({ lastStep }: MetricSeries, event: MetricsEvent | undefined): boolean =>
  event?.rows[0] !== undefined && event.rows[0] > Math.max(0, lastStep) + 1;
