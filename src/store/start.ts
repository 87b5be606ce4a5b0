import { StudioError } from '../contract/errors';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { refreshCard } from './cards';
import type { Context } from './context';
import { isLive } from './sets';
import type { SetsTopic } from './sets-topic';
import type { SettingsTopic } from './settings-topic';

/** Brings the page to where it was: settings, sets, runs. */
export async function start(
  context: Context,
  settings: SettingsTopic,
  sets: SetsTopic,
): Promise<void> {
  const { storage } = context.ports;
  settings.restore();
  settings.probe();
  let datasets: DatasetRecord[] = [];
  let runs: RunRecord[] = [];
  try {
    [datasets, runs] = await Promise.all([storage.datasets(), storage.runs()]);
    runs = await Promise.all(runs.map((run) => marked(context, run)));
  } catch (cause) {
    context.update({ fatal: StudioError.from(cause).toData(), ready: true });
    return;
  }
  const datasetId = sets.remembered(datasets);
  const set = datasets.find(({ id }) => id === datasetId);
  context.update({
    datasets,
    datasetId,
    runs: runs.map((run) => ({ run, thumbnail: null, bytes: 0 })),
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
  await Promise.all(runs.map((run) => refreshCard(context, run.id)));
  await sweep(context);
}

/** A run found running that no tab trains was interrupted, and is kept as such [RUN2]. */
async function marked(context: Context, run: RunRecord): Promise<RunRecord> {
  const { storage, claims } = context.ports;
  if (!isLive(run.state) || !(await claims.free(`run:${run.id}`))) return run;
  return (await storage.updateRun(run.id, { state: 'interrupted' })) ?? run;
}

/** Pixels of a set that was never finished go, unless a tab is preparing one now. */
async function sweep(context: Context): Promise<void> {
  const { storage, claims } = context.ports;
  if (context.state.intake.working || !(await claims.free('intake'))) return;
  await context.attempt(() => storage.sweepUnfinished([]));
}
