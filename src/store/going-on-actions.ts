import { StudioError } from '../contract/errors';
import type { SettingIssue } from '../contract/setting-issues';
import { checkValue } from '../contract/settings';
import type { RunRecord } from '../contract/records';
import { advance } from '../contract/run-state';
import { putSummary } from './run-summaries';
import type { Context } from './context';
import type { GoOnOptions, StudioActions } from './studio-actions';
import type { RunFeed } from './run-feed';
import { storedView } from './run-view';
import type { TrainingClaim } from './training-claim';
import { trainsAlready } from './training-actions';

/** Going on with a run that is not being trained, from its newest checkpoint [SAVE7]. `taken` is
 *  told of a run that is this tab's from now on. */
export function goingOnActions(
  context: Context,
  feed: RunFeed,
  claim: TrainingClaim,
  taken: (runId: string) => void,
): Pick<StudioActions, 'goOn'> {
  const { ports } = context;

  /** The pictures of the run are read again by the worker; without them it cannot go on. */
  const needSet = async (run: RunRecord): Promise<void> => {
    if (await ports.storage.dataset(run.datasetId)) return;
    const known = context.state.goneSets.some(({ id }) => id === run.datasetId);
    throw new StudioError('set-of-run-gone', { run: run.name, set: run.datasetName, known });
  };

  const begin = async (id: string, options: GoOnOptions): Promise<void> => {
    const view = await storedView(context, id);
    await needSet(view.run);
    const run: RunRecord = { ...view.run, state: 'preparing', failure: null };
    putSummary(context, run);
    const status = advance(view.status, { type: 'begin', before: view.run.state });
    feed.begin({
      ...view,
      run,
      status,
      live: true,
      preparing: { code: 'going-on', params: {} },
      error: null,
    });
    context.update({ room: 'train' });
    ports.trainer.send({
      type: 'continue',
      runId: id,
      learningRates: options.learningRates ?? null,
      epochs: options.epochs ?? null,
      incident: null,
    });
  };

  return {
    goOn: (id, options = {}) =>
      claim.once(async () => {
        const run = context.run(id);
        if (!run) return;
        const issue = issueOf(options);
        const held = context.heldRun;
        if (held) context.notify(trainsAlready(held.run));
        else if (issue) context.notify({ code: 'go-on-issue', params: { issue } });
        else if (!(await claim.take(id, run.datasetId))) {
          context.notify({ code: 'trains-elsewhere', params: { run: run.name } });
        } else {
          taken(id);
          if (!(await context.attempt(() => begin(id, options)))) claim.release(id);
        }
      }),
  };
}

function issueOf({ learningRates, epochs }: GoOnOptions): SettingIssue | null {
  return (
    (learningRates &&
      (checkValue('generatorLearningRate', learningRates.generator) ??
        checkValue('discriminatorLearningRate', learningRates.discriminator))) ??
    (epochs === undefined ? null : checkValue('epochs', epochs))
  );
}
