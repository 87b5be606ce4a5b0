import { StudioError } from '../contract/errors';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import { refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { DeletionActions } from './deletion-actions';
import type { Reconnect } from './reconnect';
import type { SetDeletion } from './set-deletion';
import type { SetsActions } from './sets-actions';
import type { SettingsActions } from './settings-actions';
import { notifyMissing } from './notify-missing';
import type { WatchActions } from './watch-actions';

interface Actions {
  readonly settings: SettingsActions;
  readonly sets: SetsActions;
  readonly watch: WatchActions;
  readonly deletion: DeletionActions;
  readonly setsDeleted: SetDeletion;
  readonly reconnected: Reconnect;
}

/** Brings the page to where it was: settings, sets, runs. */
export async function start(
  context: Context,
  { settings, sets, watch, deletion, setsDeleted, reconnected }: Actions,
): Promise<void> {
  const { storage } = context.ports;
  settings.restore();
  settings.probe();
  let stored: DatasetRecord[] = [];
  let runs: RunRecord[] = [];
  try {
    [stored, runs] = await Promise.all([storage.datasets(), storage.runs()]);
    const hidden = setsDeleted.waiting();
    stored = stored.filter(({ id }) => !hidden.has(id));
  } catch (cause) {
    context.update({ fatal: StudioError.from(cause).toData(), ready: true });
    return;
  }
  notifyMissing(context);
  const deleting = deletion.waiting();
  const shown = runs.filter((run) => !deleting.has(run.id));
  // Pictures may have been dropped while the storage was opened.
  const dropped = context.state.datasets;
  const datasets = [
    ...dropped,
    ...stored.filter(({ id }) => !dropped.some((set) => set.id === id)),
  ];
  const datasetId = context.state.datasetId ?? sets.remembered(datasets);
  const set = datasets.find(({ id }) => id === datasetId);
  context.update({
    datasets,
    datasetId,
    runs: shown.map((run) => ({ run, thumbnail: null, bytes: 0 })),
    ...(set
      ? {
          intakeOptions: {
            ...context.state.intakeOptions,
            crop: set.crop,
            background: set.background,
          },
        }
      : {}),
    ready: true,
  });
  // Found running: another tab trains it, or it was interrupted.
  for (const run of shown) if (isLive(run.state)) watch.follow(run.id);
  await Promise.all([
    deletion.finish(),
    setsDeleted.finish(),
    ...shown.map((run) => refreshSummary(context, run.id)),
  ]);
  await reconnected.search();
  await sweep(context);
  // A disk that is full, say, leaves it to the next visit: nothing depends on it.
  await storage.finishUpgrade().catch(() => undefined);
}

/** What was never finished goes, unless a tab prepares pictures or brings in a file just now. */
async function sweep(context: Context): Promise<void> {
  const { storage, tabs } = context.ports;
  const busy = (): boolean => context.state.intake.working || context.state.transfer !== null;
  if (busy() || !(await tabs.claims.free('intake')) || busy()) return;
  await context.attempt(() => storage.sweepUnfinished([]));
}
