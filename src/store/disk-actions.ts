import { refreshSummary } from './run-summaries';
import type { Context } from './context';
import { learntCount } from './sets';
import { throttle } from './throttle';

/** After checkpoints the space is measured at most this often, in milliseconds. */
const PERIOD = 10_000;

export interface DiskActions {
  /** Measures what is used and what there is. */
  readonly refresh: () => void;
  /** A checkpoint of the run was stored: its size is measured again, not at every one. */
  saved(runId: string): void;
  /** Asks the browser to keep what is stored, once a visit for each occasion [DISK1]. */
  persist(occasion: 'train' | 'set'): void;
  /** Says where saving a run with the present settings will not fit. Stops nothing. */
  warn(): void;
  dispose(): void;
}

/** The space there is, and what saving takes of it. */
export function diskActions(context: Context): DiskActions {
  const { ports } = context;
  const asked = new Set<string>();
  let savedRun: string | null = null;
  let measured = 0;

  const measure = async (): Promise<void> => {
    const turn = ++measured;
    const disk = await ports.resources.disk.usage();
    if (turn === measured) context.update({ disk });
  };
  const refresh = (): void => void measure();

  const afterCheckpoint = throttle(PERIOD, () => {
    refresh();
    if (savedRun !== null) void refreshSummary(context, savedRun);
  });

  return {
    refresh,
    saved(runId) {
      savedRun = runId;
      afterCheckpoint();
    },
    persist(occasion) {
      if (asked.has(occasion) || context.state.disk?.persisted) return;
      asked.add(occasion);
      void ports.resources.disk.persist().then(measure);
    },
    warn() {
      const { disk, settings } = context.state;
      const set = context.dataset;
      const estimate = ports.resources.estimateSaving(settings, set && learntCount(set, settings));
      if (!disk || !estimate) return;
      const left = Math.max(0, disk.quota - disk.used);
      if (estimate.run <= left) return;
      context.notify({ code: 'saving-too-large', params: { needed: estimate.run, left } });
    },
    dispose: afterCheckpoint.cancel,
  };
}
