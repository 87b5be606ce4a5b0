import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { Context } from './context';
import { NO_NEW_PICTURES } from './initial';
import type { StudioActions } from './model';
import type { Works } from './works';
import { words } from '../words';

export interface NewPicturesActions {
  readonly actions: Pick<StudioActions, 'generate' | 'downloadNewPicture' | 'downloadNewPictures'>;
  /** An answer of the worker; one to an older request is passed over. */
  answer(
    event: Extract<TrainerEvent, { type: 'generating' | 'generated' | 'generateFailed' }>,
  ): void;
  /** The worker is gone: what was asked of it will not come. */
  lost(error: StudioErrorData): void;
  /** Lets pictures of a deleted run go. */
  readonly forget: (runId: string) => void;
}

/** New pictures from a kept generator [OUT3]. */
export function newPicturesActions(context: Context, works: Works): NewPicturesActions {
  const { ports } = context;
  let request = 0;

  /** "<run>, epoch 12, seed 3": the same pictures always have the same name. */
  const title = (): string => {
    const { runId, epoch, seed } = context.state.newPictures;
    const run = runId === null ? null : context.run(runId);
    const { newPictures, noRun } = words().files;
    return newPictures(run?.name ?? noRun, epoch, seed);
  };

  return {
    answer(event) {
      if (event.requestId !== request) return;
      const { newPictures } = context.state;
      switch (event.type) {
        case 'generating':
          context.update({ newPictures: { ...newPictures, made: event.done } });
          return;
        case 'generated':
          context.update({
            newPictures: {
              ...newPictures,
              busy: false,
              shape: event.shape,
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
          newPictures: { ...NO_NEW_PICTURES, busy: true, asked: count, runId, epoch, seed },
        });
        const { engine } = context.state.settings;
        ports.trainer.send({ type: 'generate', requestId, runId, epoch, count, seed, engine });
      },
      downloadNewPicture: async (index) => {
        const { runId, shape, pictures } = context.state.newPictures;
        const picture = pictures.find((one) => one.index === index);
        if (!picture || runId === null) return;
        const name = words().files.newPicture(title(), index + 1);
        const about = { kind: 'picture', runId, words: `Packing picture ${index + 1}` } as const;
        await works.run({ ...about, part: index }, async (progress, signal) => {
          ports.save(await ports.exporter.picture(name, shape, picture, progress, signal));
        });
      },
      downloadNewPictures: async () => {
        const { runId, shape, pictures } = context.state.newPictures;
        if (pictures.length === 0 || runId === null) return;
        const name = title();
        const words = `Packing ${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'}`;
        await works.run({ kind: 'pictures', runId, words }, async (progress, signal) => {
          const made = ports.exporter.pictures(name, shape, pictures, progress, signal);
          ports.save(await made);
        });
      },
    },
  };
}
