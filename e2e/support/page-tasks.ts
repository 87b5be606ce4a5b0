import type { Page } from '@playwright/test';

/** A task of the page's thread, in milliseconds of the clock and of the processor. */
interface PageTask {
  readonly clock: number;
  readonly processor: number;
  /** The longest pieces of work in it. */
  readonly what: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: Record<string, unknown> };
}

const TIMELINE = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/**
 * Records the tasks of the page's thread until the function that it resolves to is called, which
 * resolves to those that took the processor for longer than `limit` milliseconds.
 *
 * Time of the processor, not of the clock: the emulated GPU keeps every core busy while it trains,
 * so a task of 10 ms stands in the queue of the system and ends 60 ms later.
 */
export async function longTasksOf(
  page: Page,
  limit: number,
): Promise<() => Promise<readonly PageTask[]>> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: TIMELINE });
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: readonly TraceEvent[];
    };
    return longTasks(trace.traceEvents, limit);
  };
}

function longTasks(events: readonly TraceEvent[], limit: number): readonly PageTask[] {
  const mains = new Set(
    events
      .filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain')
      .map((one) => `${one.pid}/${one.tid}`),
  );
  const ours = events.filter((one) => one.ph === 'X' && mains.has(`${one.pid}/${one.tid}`));
  const tasks = ours.filter((one) => one.name === 'RunTask' && one.tdur !== undefined);
  if (tasks.length === 0) throw new Error('The trace has no task of the page');
  return tasks
    .filter((task) => task.tdur! > limit * 1000)
    .map((task) => ({
      clock: Math.round(task.dur! / 1000),
      processor: Math.round(task.tdur! / 1000),
      what: ours
        .filter((one) => one !== task && one.pid === task.pid && one.tid === task.tid)
        .filter((one) => one.ts >= task.ts && one.ts + (one.dur ?? 0) <= task.ts + task.dur!)
        .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
        .slice(0, 5)
        .map((one) => `${one.name} ${Math.round((one.dur ?? 0) / 1000)} ms ${place(one)}`),
    }));
}

const place = (event: TraceEvent): string => {
  const { functionName = '', url = '' } = (event.args?.data ?? {}) as Record<string, string>;
  return `${functionName} ${url}`.trim();
};
