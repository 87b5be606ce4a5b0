import { PRESETS } from '../nets/presets';
import type { Command } from '../contract/commands';
import { deviceOf } from '../contract/device';
import { newRun } from '../contract/new-run';
import type { NoticeData } from '../contract/notices';
import { checkValue } from '../contract/settings';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { advance, mayAsk, statusOf } from '../contract/run-state';
import { putSummary } from './run-summaries';
import type { Context } from './context';
import type { DiskActions } from './disk-actions';
import type { StudioActions } from './studio-actions';
import { uniqueName } from './names';
import type { RunFeed } from './run-feed';
import { emptyView } from './run-view';
import { learntCount } from './sets';
import type { TrainingClaim } from './training-claim';
import { words } from '../words';

type TrainingActions = Pick<
  StudioActions,
  'train' | 'pause' | 'resume' | 'stop' | 'sampleNow' | 'measureNow' | 'setLearningRates'
>;

type RunCommand = Extract<
  Command,
  { type: 'pause' | 'resume' | 'stop' | 'sample' | 'measure' | 'setLearningRates' }
>;

/** What the person asks of the training worker. */
export function trainingActions(
  context: Context,
  feed: RunFeed,
  claim: TrainingClaim,
  disk: DiskActions,
): TrainingActions {
  const { ports, session } = context;

  /** Why Train cannot begin now; null where it can. */
  const obstacle = (): NoticeData | null => {
    const { preparing, settingIssues } = context.state;
    if (context.heldRun) return trainsAlready(context.heldRun.run);
    if (preparing) return { code: 'train-preparing', params: {} };
    if (!context.dataset) return { code: 'train-no-pictures', params: {} };
    const [issue] = settingIssues;
    return issue ? { code: 'train-issue', params: { issue } } : null;
  };

  const begin = async (set: DatasetRecord): Promise<void> => {
    const run = newRecord(context, set);
    await claim.take(run.id, set.id);
    putSummary(context, run);
    const view = emptyView(run);
    const status = advance(statusOf('stopped'), { type: 'begin', before: null });
    feed.begin({ ...view, status, live: true, preparing: { code: 'starting', params: {} } });
    context.update({ room: 'train' });
    ports.trainer.send({ type: 'start', run });
  };

  /** Asks it of the run that this tab trains, where that makes a difference. */
  const ask = (command: RunCommand): void => {
    const held = context.heldRun;
    if (!held || !mayAsk(held.status, command.type)) return;
    if (command.type !== 'sample' && command.type !== 'measure') {
      context.patchView(held.run.id, ({ status }) => ({ status: advance(status, command) }));
    }
    ports.trainer.send(command);
  };

  return {
    train: async () =>
      void (await claim.once(async () => {
        // The worker reads which pictures are left out from storage.
        await session.saving;
        const found = obstacle();
        if (found) {
          context.notify(found);
          return;
        }
        disk.persist('train');
        disk.warn();
        if (context.dataset) await begin(context.dataset);
      })),
    pause: () => ask({ type: 'pause' }),
    resume: () => ask({ type: 'resume' }),
    stop: () => ask({ type: 'stop' }),
    sampleNow: () => ask({ type: 'sample' }),
    measureNow: () => ask({ type: 'measure' }),
    setLearningRates: (generator, discriminator) => {
      const issue =
        checkValue('generatorLearningRate', generator) ??
        checkValue('discriminatorLearningRate', discriminator);
      if (issue) context.notify({ code: 'rates-issue', params: { issue } });
      else ask({ type: 'setLearningRates', generator, discriminator });
    },
  };
}

/** One run at a time trains in a tab. */
export const trainsAlready = (run: RunRecord): NoticeData => ({
  code: 'trains-already',
  params: { run: run.name },
});

function newRecord(context: Context, set: DatasetRecord): RunRecord {
  const { settings, runs, engineReport } = context.state;
  const name = uniqueName(
    `${set.name}, ${words().presets[settings.preset].name}`,
    runs.map((card) => card.run.name),
  );
  const id = context.ports.now.newId();
  const device = engineReport && deviceOf(engineReport);
  const { batching } = PRESETS[settings.preset];
  const datasetCount = learntCount(set, settings);
  const given = { id, name, settings, datasetCount, batching, device };
  return newRun(given, set, context.ports.now.time());
}
