import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { Context } from './context';
import { NO_NEW_PICTURES } from './initial';
import type { StudioActions } from './model';

export interface NewPicturesTopic {
  readonly actions: Pick<StudioActions, 'generate' | 'downloadNewPicture' | 'downloadNewPictures'>;
  /** An answer of the worker; one to an older request is passed over. */
  answer(event: Extract<TrainerEvent, { type: 'generated' | 'generateFailed' }>): void;
  /** The worker is gone: what was asked of it will not come. */
  lost(error: StudioErrorData): void;
  /** Lets pictures of a deleted run go. */
  readonly forget: (runId: string) => void;
}

/** New pictures from a kept generator [OUT3]. */
export function newPicturesTopic(context: Context): NewPicturesTopic {
  const { ports } = context;
  let request = 0;

  /** "<run>, epoch 12, seed 3": the same pictures always have the same name. */
  const title = (): string => {
    const { runId, epoch, seed } = context.state.newPictures;
    const run = runId === null ? null : context.run(runId);
    return `${run?.name ?? 'New pictures'}, epoch ${epoch}, seed ${seed}`;
  };

  return {
    answer(event) {
      if (event.requestId !== request) return;
      const { newPictures } = context.state;
      switch (event.type) {
        case 'generated':
          context.update({
            newPictures: {
              ...newPictures,
              busy: false,
              imageSize: event.imageSize,
              pictures: event.pictures,
            },
          });
          return;
        case 'generateFailed':
          context.update({ newPictures: { ...newPictures, busy: false, error: event.error } });
          return;
      }
    },
    lost(error) {
      const { newPictures } = context.state;
      if (newPictures.busy) {
        context.update({ newPictures: { ...newPictures, busy: false, error } });
      }
    },
    forget(runId) {
      if (context.state.newPictures.runId !== runId) return;
      request++;
      context.update({ newPictures: NO_NEW_PICTURES });
    },
    actions: {
      generate: (runId, epoch, count, seed) => {
        const requestId = ++request;
        context.update({
          newPictures: { ...NO_NEW_PICTURES, busy: true, runId, epoch, seed },
        });
        const { engine } = context.state.settings;
        ports.trainer.send({ type: 'generate', requestId, runId, epoch, count, seed, engine });
      },
      downloadNewPicture: async (index) => {
        const { imageSize, pictures } = context.state.newPictures;
        const picture = pictures.find((one) => one.index === index);
        if (!picture) return;
        await context.attempt(async () => {
          const name = `${title()}, picture ${index + 1}`;
          ports.save(await ports.exporter.picture(name, imageSize, picture));
        });
      },
      downloadNewPictures: async () => {
        const { imageSize, pictures } = context.state.newPictures;
        if (pictures.length === 0) return;
        await context.attempt(async () => {
          ports.save(await ports.exporter.pictures(title(), imageSize, pictures));
        });
      },
    },
  };
}
