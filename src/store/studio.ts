import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IntakeOptions } from '../contract/intake';
import type { DatasetRecord } from '../contract/records';
import { fitBatch } from './batch-fit';
import { Context } from './context';
import { deletionTopic } from './deletion-actions';
import { PendingDeletions } from './pending-deletions';
import { reconnect } from './reconnect';
import { setDeletion } from './set-deletion';
import { diskTopic } from './disk-actions';
import { downloadsTopic } from './downloads-actions';
import { trainerEvents } from './events';
import { goingOnTopic } from './going-on-actions';
import { INITIAL } from './initial';
import { intakeTopic } from './intake-actions';
import type { Studio, StudioActions } from './model';
import { newPicturesTopic } from './new-pictures-actions';
import type { Ports } from './ports';
import { preparation } from './preparation';
import { runCourse } from './run-course';
import { runFeed } from './run-feed';
import { setsTopic } from './sets-actions';
import { settingsTopic } from './settings-actions';
import { shelvesTopic } from './runs-actions';
import { start } from './start';
import { trainingClaim } from './training-claim';
import { trainingTopic } from './training-actions';
import { transferTopic } from './transfer-actions';
import { watchTopic } from './watch-actions';
import { works as worksOf } from './works';

export interface StudioController {
  readonly store: StoreApi<Studio>;
  /** Restores what the last visit left and looks for an engine. Never rejects: a storage that
   *  cannot be opened becomes `fatal`. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** The page's state and the one controller that writes it. */
export function createStudio(ports: Ports): StudioController {
  const context = new Context(ports);

  const settings = settingsTopic(context, () => intake.settle());
  const resize = ({ imageSize, channels }: IntakeOptions): void => {
    const { settings: now } = context.state;
    if (now.imageSize === imageSize && now.channels === channels) return;
    settings.apply({ ...ports.applyImageSize(now, imageSize), channels });
  };
  const adopt = (set: DatasetRecord): void => {
    const known = context.session.originals.get(set.id)?.options;
    const options: IntakeOptions = {
      ...(known ?? context.state.intakeOptions),
      imageSize: set.imageSize,
      channels: set.channels === 1 ? 1 : 3,
      crop: set.crop,
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
  const sets = setsTopic(context, adopt);
  const reconnected = reconnect(context);
  const intake = intakeTopic(context, prepare, resize);
  const disk = diskTopic(context);
  const live = runFeed(context, 'live');
  const watched = runFeed(context, 'watching');
  const watch = watchTopic(context, watched, runCourse(context, watched, disk));
  const claim = trainingClaim(context);
  const works = worksOf(context);
  const newPictures = newPicturesTopic(context, works);
  const pending = new PendingDeletions(context);
  const deletion = deletionTopic(context, pending, {
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
  const shelves = shelvesTopic(context, watched, watch, works);
  const transfer = transferTopic(context, {
    choose: (id) => {
      sets.choose(id);
      if (context.dataset) adopt(context.dataset);
    },
    openRun: shelves.openRun,
    arrived: () => reconnected.search(),
  });
  const listen = trainerEvents(context, {
    live,
    newPictures,
    course: runCourse(context, live, disk),
    ended: (runId) => {
      claim.release(runId);
      disk.refresh();
    },
  });

  const actions: StudioActions = {
    goTo: (room) => context.update({ room }),
    memoryOn: ports.memoryOn,
    estimateSaving: ports.estimateSaving,
    ...intake.actions,
    ...sets.actions,
    ...setsDeleted.actions,
    ...settings.actions,
    ...trainingTopic(context, live, claim, disk),
    ...goingOnTopic(context, live, claim, watch.forget),
    ...shelves,
    ...deletion.actions,
    ...downloadsTopic(context, works),
    ...works.actions,
    ...transfer.actions,
    ...newPictures.actions,
  };
  const store = createStore<Studio>(() => ({ ...INITIAL, missing: ports.missing, actions }));
  context.attach(store);

  const subscriptions = [
    ports.trainer.subscribe(listen),
    store.subscribe((now, before) => {
      if (now.datasets !== before.datasets) disk.refresh();
    }),
    // A hidden page may be put to sleep, or ended, without another word.
    ports.onHidden(() => {
      if (context.session.live) ports.trainer.send({ type: 'save' });
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
      watch.dispose();
      live.dispose();
      watched.dispose();
      disk.dispose();
      ports.trainer.dispose();
      claim.dispose();
      await pending.dispose();
      ports.storage.close();
    },
  };
}
