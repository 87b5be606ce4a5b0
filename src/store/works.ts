import type { Context } from './context';
import type { WorkData } from '../contract/works';
import type { StudioActions } from './studio-actions';
import type { WorkView } from './view-types';
import type { Progress } from './ports';
import { throttle } from './throttle';

/** Work that is done sooner shows no sign, which would only flash. */
const PATIENCE_MS = 300;
/** How often the page is told how far a work is, in milliseconds. */
const PERIOD_MS = 200;

export interface About {
  readonly work: WorkData;
  readonly runId: string;
  /** Which part of the run, where several of a kind may be under way. */
  readonly part?: number;
}

export interface Works {
  readonly actions: Pick<StudioActions, 'cancelWork'>;
  /** Does it, shows how far it is after a moment, and says its failure. One of the same kind for the
   *  same run that is under way already goes on, and nothing is begun. */
  run(
    about: About,
    work: (progress: Progress, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  dispose(): void;
}

/** Work that may take long: how far each is, and its end where the person asks for it. */
export function works(context: Context): Works {
  const running = new Map<string, { readonly id: number; readonly controller: AbortController }>();
  let serial = 0;

  const others = (id: number): WorkView[] => context.state.works.filter((work) => work.id !== id);

  return {
    async run(about, work) {
      const { work: what, runId, part = '' } = about;
      const key = `${what.kind} ${runId} ${part}`;
      if (running.has(key)) return;
      const id = ++serial;
      const controller = new AbortController();
      running.set(key, { id, controller });
      let [done, total] = [0, 0];
      let patient = true;
      const notify = throttle(PERIOD_MS, () =>
        context.update({ works: [...others(id), { id, work: what, runId, done, total }] }),
      );
      const timer = setTimeout(() => {
        patient = false;
        notify();
      }, PATIENCE_MS);
      await context.attempt(() =>
        work((now, all) => {
          [done, total] = [now, all];
          if (!patient) notify();
        }, controller.signal),
      );
      clearTimeout(timer);
      notify.cancel();
      running.delete(key);
      if (others(id).length < context.state.works.length) context.update({ works: others(id) });
    },
    dispose() {
      for (const { controller } of running.values()) controller.abort();
    },
    actions: {
      cancelWork: (id) => {
        for (const work of running.values()) if (work.id === id) work.controller.abort();
      },
    },
  };
}
