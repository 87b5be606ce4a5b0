import { StudioError } from '../contract/errors';
import type { SettingIssue } from '../contract/setting-issues';
import { netsFromFiles } from '../contract/nets-from-files';
import { sameShape, wantedShape, type PictureShape } from '../contract/picture-shape';
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
 *  told of a run that is this tab's from now on; `stop` stops the one that this tab trains. */
export function goingOnActions(
  context: Context,
  feed: RunFeed,
  claim: TrainingClaim,
  taken: (runId: string) => void,
  stop: () => void,
): Pick<StudioActions, 'goOn' | 'goBack'> {
  const { ports } = context;
  /** Runs that are being stopped to go back. */
  const stopping = new Set<string>();

  /** The pictures of the run are read again by the worker; without them it cannot go on. */
  const needSet = async (run: RunRecord): Promise<void> => {
    if (await ports.storage.dataset(run.datasetId)) return;
    const known = context.state.goneSets.some(({ id }) => id === run.datasetId);
    throw new StudioError('set-of-run-gone', { run: run.name, set: run.datasetName, known });
  };

  /** Nets that came out of files learn from the chosen pictures, from now on as any run does [FILE8]. */
  const withPictures = async (run: RunRecord): Promise<RunRecord> => {
    const { dataset } = context;
    if (!netsFromFiles(run) || !dataset) return run;
    const wanted = wantedShape(run.settings);
    if (!sameShape(dataset.shape, wanted)) {
      const told = (shape: PictureShape) => ({
        size: { height: shape.height, width: shape.width },
        channels: shape.channels,
      });
      throw new StudioError('set-of-other-shape', { set: told(dataset.shape), nets: told(wanted) });
    }
    const { id: datasetId, name: datasetName, excluded, untickedFolders } = dataset;
    const choice = { excluded, untickedFolders };
    await context.session.saving;
    const now = await ports.storage.reconnectRun(run.id, { datasetId, datasetName, choice });
    if (!now) throw new StudioError('run-gone');
    putSummary(context, context.named(now));
    return now;
  };

  const begin = async (id: string, options: GoOnOptions): Promise<void> => {
    const view = await storedView(context, id);
    const ready = await withPictures(view.run);
    await needSet(ready);
    const run: RunRecord = { ...ready, state: 'preparing', failure: null };
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
      from: options.from ?? 'newest',
      learningRates: options.learningRates ?? null,
      epochs: options.epochs ?? null,
      incident: null,
    });
  };

  /** Resolves when this tab does not train the run any more. */
  const atRest = (id: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (context.heldRun?.run.id === id) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = context.store.subscribe(look);
      look();
    });

  const setOf = (run: RunRecord): string =>
    (netsFromFiles(run) ? context.dataset?.id : undefined) ?? run.datasetId;

  const goOn = (id: string, options: GoOnOptions): Promise<boolean> =>
    claim.once(async () => {
      const run = context.run(id);
      if (!run) return;
      const issue = issueOf(options);
      const held = context.heldRun;
      if (held) context.notify(trainsAlready(held.run));
      else if (issue) context.notify({ code: 'go-on-issue', params: { issue } });
      else if (!(await claim.take(id, setOf(run)))) {
        context.notify({ code: 'trains-elsewhere', params: { run: run.name } });
      } else {
        taken(id);
        if (!(await context.attempt(() => begin(id, options)))) claim.release(id);
      }
    });

  return {
    goOn: async (id, options = {}) => void (await goOn(id, options)),
    goBack: async (id, learningRates) => {
      if (stopping.has(id)) return;
      const { heldRun } = context;
      const trains = heldRun?.run.id === id;
      if (trains) {
        stopping.add(id);
        stop();
        // However it comes to its end; a worker that does not answer is replaced.
        await atRest(id);
        stopping.delete(id);
      }
      if (await goOn(id, { from: 'best', learningRates })) return;
      const run = context.run(id);
      if (run && trains) context.notify({ code: 'not-gone-back', params: { run: run.name } });
    },
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
