import { applyImageSize } from '../nets/apply-preset';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SETTING_KEYS } from '../contract/hyperparameters';
import type { IntakeOptions } from '../contract/intake';
import { askedBy } from '../contract/custom-sides';
import { sameSize, sizeChoice, wantedSize, type SizeChoice } from '../contract/picture-shape';
import type { DatasetRecord } from '../contract/records';
import { fitBatch } from './batch-fit';
import { Context } from './context';
import { deletionActions } from './deletion-actions';
import { PendingDeletions } from './pending-deletions';
import { reconnect } from './reconnect';
import { setDeletion } from './set-deletion';
import { diskActions } from './disk-actions';
import { downloadsActions } from './downloads-actions';
import { trainerEvents } from './events';
import { focusActions } from './focus-actions';
import { goingOnActions } from './going-on-actions';
import { INITIAL } from './initial';
import { lookAlikeActions } from './look-alike-actions';
import { intakeActions } from './intake-actions';
import type { Studio } from './model';
import type { StudioActions } from './studio-actions';
import { newPicturesActions } from './new-pictures-actions';
import type { Ports } from './ports';
import { preparation } from './preparation';
import { runCourse } from './run-course';
import { runFeed } from './run-feed';
import { setsActions } from './sets-actions';
import { settingsActions } from './settings-actions';
import { runsActions } from './runs-actions';
import { start } from './start';
import { timingActions } from './timing-actions';
import { trainingClaim } from './training-claim';
import { trainingActions } from './training-actions';
import { transferActions } from './transfer-actions';
import { watchActions } from './watch-actions';
import { works as worksOf } from './works';

export interface StudioController {
  readonly store: StoreApi<Studio>;
  /** Restores what the last visit left and looks for an engine. Never rejects: a storage that
   *  cannot be opened becomes `fatal`. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** How options ask for pictures of a set's size: as the first of those that do. One that cannot be asked
 *  for, they keep to its height. */
function sizeOptions(
  { shape }: DatasetRecord,
  ...before: readonly (IntakeOptions | undefined)[]
): Partial<SizeChoice> {
  const asking = before.find((options) => options && sameSize(wantedSize(options), shape));
  if (asking) return sizeChoice(asking);
  return askedBy(shape) ?? { imageSize: shape.height, shape: 'square' };
}

/** The page's state and the one controller that writes it. */
export function createStudio(ports: Ports): StudioController {
  const context = new Context(ports);

  const settings = settingsActions(context, () => intake.settle());
  const resize = (options: IntakeOptions): void => {
    const { channels, cropsPerPicture } = options;
    const { settings: now } = context.state;
    const wanted = { ...sizeChoice(options), channels, cropsPerPicture };
    const next = { ...applyImageSize(now, options.imageSize), ...wanted };
    if (SETTING_KEYS.every((key) => next[key] === now[key])) return;
    settings.apply(next);
  };
  const adopt = (set: DatasetRecord): void => {
    const known = context.session.originals.get(set.id)?.options;
    const now = context.state.intakeOptions;
    const options: IntakeOptions = {
      ...(known ?? now),
      ...sizeOptions(set, now, known),
      channels: set.shape.channels === 1 ? 1 : 3,
      crop: set.crop,
      cropsPerPicture: set.cropsPerPicture ?? 1,
      background: set.background,
    };
    context.update({ intakeOptions: options });
    resize(options);
    fitBatch(context, settings.apply);
    intake.settle();
  };
  const prepare = preparation(context, {
    chosen: (id) => {
      sets.choose(id);
      fitBatch(context, settings.apply);
      disk.persist('set');
    },
    ready: (set) => reconnected.found(set),
    bring: (files) => transfer.bring(files),
  });
  const sets = setsActions(context, adopt);
  const reconnected = reconnect(context);
  const intake = intakeActions(context, prepare, resize);
  const disk = diskActions(context);
  const feed = runFeed(context);
  const course = runCourse(context, feed, disk);
  const watch = watchActions(context, feed, course);
  const claim = trainingClaim(context);
  const works = worksOf(context);
  const newPictures = newPicturesActions(context, works);
  const timing = timingActions(context);
  const lookAlikes = lookAlikeActions(context);
  const focus = focusActions(context, {
    choose: (id) => sets.choose(id),
    changed: (id) => {
      sets.changed(id);
      lookAlikes.forget(id);
    },
    search: () => reconnected.search(),
  });
  const pending = new PendingDeletions(context);
  const deletion = deletionActions(context, pending, {
    hidden: newPictures.forget,
    deleted: disk.refresh,
    shown: () => void reconnected.search(),
  });
  const setsDeleted = setDeletion(context, pending, {
    preparation: () => prepare,
    choose: (set) => {
      sets.choose(set?.id ?? null);
      if (set) adopt(set);
    },
    deleted: async () => {
      disk.refresh();
      await reconnected.search();
    },
  });
  const runs = runsActions(context, feed, watch, works);
  const transfer = transferActions(context, {
    choose: (id) => {
      sets.choose(id);
      if (context.dataset) adopt(context.dataset);
    },
    openRun: runs.openRun,
    arrived: () => reconnected.search(),
  });
  const listen = trainerEvents(context, {
    feed,
    newPictures,
    timing,
    course,
    ended: (runId) => {
      claim.release(runId);
      disk.refresh();
    },
  });

  const training = trainingActions(context, feed, claim, disk);
  const actions: StudioActions = {
    goTo: (room) => context.update({ room }),
    exploring: () => ({
      ...ports,
      preferences: ports.page.preferences,
      engine: () => context.state.engineReport?.engine ?? context.state.settings.engine,
      report: (cause) => context.report(cause),
    }),
    memoryOn: ports.resources.memoryOn,
    estimateSaving: ports.resources.estimateSaving,
    ...intake.actions,
    ...sets.actions,
    ...setsDeleted.actions,
    ...settings.actions,
    ...training,
    ...goingOnActions(context, feed, claim, watch.forget, training.stop),
    ...runs,
    ...deletion.actions,
    ...downloadsActions(context, works),
    ...works.actions,
    ...transfer.actions,
    ...newPictures.actions,
    ...timing.actions,
    ...lookAlikes.actions,
    ...focus,
  };
  const store = createStore<Studio>(() => ({ ...INITIAL, missing: ports.page.missing, actions }));
  context.attach(store);

  const subscriptions = [
    ports.trainer.subscribe(listen),
    store.subscribe((now, before) => {
      if (now.datasets !== before.datasets) disk.refresh();
    }),
    // A hidden page may be put to sleep, or ended, without another word.
    ports.page.onHidden(() => {
      if (context.heldRun) ports.trainer.send({ type: 'save' });
    }),
  ];
  let started: Promise<void> | null = null;

  return {
    store,
    start: () =>
      (started ??= start(context, {
        settings,
        sets,
        watch,
        deletion,
        setsDeleted,
        reconnected,
      }).then(() => {
        intake.settle();
      })),
    dispose: async () => {
      for (const end of subscriptions) end();
      intake.dispose();
      transfer.dispose();
      works.dispose();
      lookAlikes.dispose();
      watch.dispose();
      feed.dispose();
      disk.dispose();
      ports.trainer.dispose();
      claim.dispose();
      await pending.dispose();
      ports.storage.close();
    },
  };
}
