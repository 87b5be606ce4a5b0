import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IntakeOptions } from '../contract/intake';
import type { DatasetRecord } from '../contract/records';
import { fitBatch } from './batch-fit';
import { Context } from './context';
import { deletionTopic } from './deletion-topic';
import { downloadsTopic } from './downloads-topic';
import { trainerEvents } from './events';
import { INITIAL } from './initial';
import { intakeTopic } from './intake-topic';
import { liveRun } from './live-run';
import type { Studio, StudioActions } from './model';
import { newPicturesTopic } from './new-pictures-topic';
import type { Ports } from './ports';
import { preparation } from './preparation';
import { setsTopic } from './sets-topic';
import { settingsTopic } from './settings-topic';
import { shelvesTopic } from './shelves-topic';
import { start } from './start';
import { trainingTopic } from './training-topic';

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
  const prepare = preparation(context, (id) => {
    sets.choose(id);
    fitBatch(context, settings.apply);
  });
  const sets = setsTopic(context, () => prepare, adopt);
  const intake = intakeTopic(context, prepare, resize);
  const live = liveRun(context);
  const training = trainingTopic(context, live);
  const newPictures = newPicturesTopic(context);
  const deletion = deletionTopic(context, newPictures.forget);
  const listen = trainerEvents(context, { live, newPictures, ended: training.release });

  const actions: StudioActions = {
    goTo: (room) => context.update({ room }),
    ...intake.actions,
    ...sets.actions,
    ...settings.actions,
    ...training.actions,
    ...shelvesTopic(context),
    ...deletion.actions,
    ...downloadsTopic(context),
    ...newPictures.actions,
  };
  const store = createStore<Studio>(() => ({ ...INITIAL, actions }));
  context.attach(store);

  const unsubscribe = ports.trainer.subscribe(listen);
  let started: Promise<void> | null = null;

  return {
    store,
    start: () =>
      (started ??= start(context, settings, sets).then(() => {
        intake.settle();
      })),
    dispose: async () => {
      unsubscribe();
      intake.dispose();
      live.dispose();
      ports.trainer.dispose();
      await deletion.dispose();
      ports.storage.close();
    },
  };
}
