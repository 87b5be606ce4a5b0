import { runOf, type RunEvent } from '../contract/events';
import type { Preparing } from '../contract/preparing';
import type { RunRecord } from '../contract/records';
import { advance, isLive, statusOf } from '../contract/run-state';
import { dropSummary, putSummary, refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { CourseEvent } from './run-course';
import type { RunFeed } from './run-feed';
import { runClaim } from './training-claim';

export interface WatchActions {
  /** Looks on until no tab trains the run any more; then it is interrupted, unless it came to its
   *  end [RUN2] [TAB2]. */
  follow(runId: string): void;
  /** Whether another tab trains it, as far as is known. */
  follows(runId: string): boolean;
  /** The run is this tab's own from now on. */
  readonly forget: (runId: string) => void;
  dispose(): void;
}

/** Runs that other tabs train: their summaries, and the view of an open one, live [TAB1]. */
export function watchActions(
  context: Context,
  feed: RunFeed,
  course: (event: CourseEvent) => void,
): WatchActions {
  const { ports } = context;
  /** What ends waiting, by run. */
  const waits = new Map<string, () => void>();
  /** Runs of which another tab told. */
  const heard = new Set<string>();
  /** Notices of runs whose tab is gone. */
  const said = new Map<string, number>();

  const show = (sent: RunRecord, preparing: Preparing | null): void => {
    const run = context.named(sent);
    const alive = isLive(run.state);
    const isNew = !context.run(run.id);
    putSummary(context, run);
    feed.state(run, preparing, 'watching');
    if (!alive) feed.caughtUp(run.id);
    if (isNew || !alive) void refreshSummary(context, run.id);
    if (isNew) void bringSet(run.datasetId);
  };

  /** The pictures of a run that began in another tab may have come in there, too. */
  const bringSet = async (id: string): Promise<void> => {
    const known = (): boolean => context.state.datasets.some((set) => set.id === id);
    if (known()) return;
    await context.attempt(async () => {
      const set = await ports.storage.dataset(id);
      if (set && !known()) context.update({ datasets: [set, ...context.state.datasets] });
    });
  };

  const follow = (runId: string): void => {
    if (waits.has(runId) || context.heldRun?.run.id === runId) return;
    waits.set(runId, () => undefined);
    const end = ports.tabs.claims.whenFree(runClaim(runId), () => vanished(runId));
    if (waits.has(runId)) waits.set(runId, end);
  };

  /** No tab trains it. The claim stays ours until the record says so. */
  const vanished = async (runId: string): Promise<void> => {
    await context.attempt(async () => {
      const { storage } = ports;
      const run = await storage.run(runId);
      waits.delete(runId);
      if (!run) return dropSummary(context, runId);
      if (!isLive(run.state)) return show(run, null);
      const { state } = advance(statusOf(run.state), { type: 'abandoned' });
      let halted: RunRecord | undefined;
      // Shown as it is, whether or not the storage takes it: the next visit finds it so again.
      await context.attempt(async () => (halted = await storage.updateRun(runId, { state })));
      const looksOn = context.state.openRunId === runId || heard.has(runId);
      show(halted ?? { ...run, state }, null);
      if (!looksOn) return;
      const params = { run: context.named(run).name };
      const notice = context.notify({ code: 'tab-gone', params });
      said.set(runId, notice);
    });
    heard.delete(runId);
    waits.delete(runId);
  };

  const receive = (event: RunEvent): void => {
    const runId = runOf(event);
    if (runId === null || context.heldRun?.run.id === runId) return;
    if (event.type === 'run') {
      if (isLive(event.run.state)) {
        heard.add(runId);
        follow(runId);
      }
      show(event.run, event.preparing);
    } else if (event.type === 'failed') {
      context.patchView(runId, () => ({ error: event.error }));
    } else if (context.run(runId)) course(event);
  };

  const unsubscribe = ports.tabs.relay.subscribe(receive);

  return {
    follow,
    follows: (runId) => waits.has(runId),
    forget(runId) {
      waits.get(runId)?.();
      waits.delete(runId);
      heard.delete(runId);
      const notice = said.get(runId);
      if (notice !== undefined) context.dismiss(notice);
      said.delete(runId);
    },
    dispose() {
      unsubscribe();
      for (const end of waits.values()) end();
    },
  };
}
