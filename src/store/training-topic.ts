import { checkValue } from '../contract/settings';
import type { RunRecord } from '../contract/records';
import { putCard } from './cards';
import type { Context } from './context';
import { emptyView, type LiveRun } from './live-run';
import type { StudioActions } from './model';
import { presetLabel, uniqueName } from './names';
import { activeCount } from './sets';

type TrainingActions = Pick<
  StudioActions,
  'train' | 'pause' | 'resume' | 'stop' | 'sampleNow' | 'setLearningRates'
>;

export interface TrainingTopic {
  readonly actions: TrainingActions;
  /** Lets other tabs know that no run is trained here any more. */
  readonly release: () => void;
}

/** What the person asks of the training worker. */
export function trainingTopic(context: Context, live: LiveRun): TrainingTopic {
  const { ports, session } = context;
  let release: () => void = () => undefined;

  /** Why Train cannot begin now, as text and hint; null where it can. */
  const obstacle = (): readonly [string, string] | null => {
    const { intake, settingIssues } = context.state;
    if (session.live) {
      return [`"${session.live.run.name}" is being trained already.`, 'Stop it first.'];
    }
    if (intake.working) {
      return ['The pictures are still being prepared.', 'Wait until they are ready.'];
    }
    if (!context.dataset) {
      return ['There are no pictures to learn from yet.', 'Drop a folder of pictures first.'];
    }
    const [issue] = settingIssues;
    return issue ? [issue.message, 'Change this setting, then press Train.'] : null;
  };

  const begin = (): void => {
    const set = context.dataset;
    if (!set) return;
    const { settings, runs, engineReport } = context.state;
    const id = ports.newId();
    const name = uniqueName(
      `${set.name}, ${presetLabel(settings.preset)}`,
      runs.map((card) => card.run.name),
    );
    const now = ports.now();
    // Shown until the worker sends the record it keeps.
    const run: RunRecord = {
      id,
      name,
      settings,
      datasetId: set.id,
      datasetName: set.name,
      datasetCount: activeCount(set),
      device: engineReport?.adapter ?? '',
      createdAt: now,
      updatedAt: now,
      state: 'preparing',
      step: 0,
      epoch: 0,
      stepsPerEpoch: 0,
      trainedMs: 0,
      failure: null,
    };
    release = ports.claims.hold(`run:${id}`);
    putCard(context, run);
    live.begin({ ...emptyView(run), live: true, detail: 'Starting' });
    context.update({ room: 'train' });
    ports.trainer.send({ type: 'start', runId: id, name, datasetId: set.id, settings });
  };

  const send = (type: 'pause' | 'resume' | 'stop' | 'sample') => (): void => {
    if (session.live) ports.trainer.send({ type });
  };

  return {
    release: () => release(),
    actions: {
      train: async () => {
        // The worker reads which pictures are left out from storage.
        await session.saving;
        const found = obstacle();
        if (found) context.notify(...found);
        else begin();
      },
      pause: send('pause'),
      resume: send('resume'),
      stop: send('stop'),
      sampleNow: send('sample'),
      setLearningRates: (generator, discriminator) => {
        const issue =
          checkValue('generatorLearningRate', generator) ??
          checkValue('discriminatorLearningRate', discriminator);
        if (issue) context.notify(issue.message, 'The learning rates stay as they were.');
        else if (session.live) {
          ports.trainer.send({ type: 'setLearningRates', generator, discriminator });
        }
      },
    },
  };
}
