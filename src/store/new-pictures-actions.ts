import type { KeptGenerator } from '../contract/commands';
import type { StudioErrorData } from '../contract/errors';
import type { GeneratedPicture, TrainerEvent } from '../contract/events';
import type { DownloadOrder, TakenPicture } from '../contract/exports';
import { Stream, normal } from '../contract/random';
import { settingsToHash } from '../contract/settings';
import { newPictureOrigin } from '../explore/new-pictures';
import type { Context } from './context';
import { NO_NEW_PICTURES } from './initial';
import type { StudioActions } from './studio-actions';
import type { NewPicturesView } from './view-types';
import type { Works } from './works';
import { words } from '../words';

type PainterEvent = Extract<TrainerEvent, { type: `paint${string}` }>;

export interface NewPicturesActions {
  readonly actions: Pick<
    StudioActions,
    'openPainter' | 'paint' | 'closePainter' | 'downloadNewPicture' | 'downloadNewPictures'
  >;
  /** An answer of the worker; one to an older request is passed over. */
  answer(event: PainterEvent): void;
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
    const { runId, epoch, weights, seed } = context.state.newPictures;
    const run = runId === null ? null : context.run(runId);
    const { newPictures, noRun } = words().files;
    return newPictures(run?.name ?? noRun, epoch, weights, seed);
  };

  /** With what made it, as far as its run is there. */
  const taken = (picture: GeneratedPicture): TakenPicture => {
    const { runId, epoch, weights, seed } = context.state.newPictures;
    const run = runId === null ? null : context.run(runId);
    if (!run) return { ...picture, made: null };
    const origin = newPictureOrigin(seed, picture.index);
    const of = { run: { id: run.id, name: run.name }, settings: settingsToHash(run.settings) };
    return { ...picture, made: { ...of, epoch, weights, origin, truncation: 1 } };
  };

  /** @param many how many pictures, or the number of one; @param part which one. */
  const handOver = (
    order: DownloadOrder,
    runId: string,
    many: number,
    part?: number,
  ): Promise<void> => {
    const about = { work: { kind: order.type, pictures: many }, runId };
    return works.run(part === undefined ? about : { ...about, part }, async (progress, signal) => {
      ports.files.save(await ports.files.exporter(order, progress, signal));
    });
  };

  /** Which generator the worker was asked to open, and the size of its latents once it told. */
  let painter: (KeptGenerator & { latentSize: number | null }) | null = null;
  /** What is to be painted as soon as that is known. */
  let waiting: (() => void) | null = null;

  const showing = (change: Partial<NewPicturesView>): void =>
    context.update({ newPictures: { ...context.state.newPictures, ...change } });

  const isOpen = ({ runId, epoch, weights }: KeptGenerator): boolean =>
    painter?.runId === runId && painter.epoch === epoch && painter.weights === weights;

  const open = (generator: KeptGenerator): void => {
    painter = { ...generator, latentSize: null };
    const { engine } = context.state.settings;
    ports.trainer.send({ type: 'openPainter', ...generator, engine });
  };

  const fail = (error: StudioErrorData): void => {
    waiting = null;
    if (context.state.newPictures.busy) showing({ busy: false, error });
  };

  const answer = (event: PainterEvent): void => {
    switch (event.type) {
      case 'painterOpened':
        if (painter?.runId !== event.runId || painter.epoch !== event.epoch) return;
        painter = { ...painter, latentSize: event.latentSize };
        waiting?.();
        waiting = null;
        return;
      case 'painterFailed':
        if (painter?.runId !== event.runId || painter.epoch !== event.epoch) return;
        // Asked for ahead, it is asked for anew with the next pictures, and fails in words then.
        painter = null;
        if (waiting) fail(event.error);
        return;
      case 'painting':
      case 'painted':
      case 'paintCancelled':
      case 'paintFailed':
        break;
      default:
        return event satisfies never;
    }
    if (event.requestId !== request) return;
    if (event.type === 'painting') showing({ made: event.done });
    else if (event.type === 'paintFailed') fail(event.error);
    else if (event.type === 'paintCancelled') showing({ busy: false });
    else showing({ busy: false, shape: event.shape, pictures: event.pictures });
  };

  return {
    answer,
    lost: fail,
    forget(runId) {
      if (context.state.newPictures.runId !== runId) return;
      request++;
      waiting = null;
      context.update({ newPictures: NO_NEW_PICTURES });
    },
    actions: {
      openPainter: open,
      paint: (generator, count, seed) => {
        const requestId = ++request;
        context.update({
          newPictures: { ...NO_NEW_PICTURES, busy: true, asked: count, ...generator, seed },
        });
        if (!isOpen(generator)) open(generator);
        const send = (): void => {
          const latents = normal(seed, Stream.NewPictures, 0, count * painter!.latentSize!);
          const { engine } = context.state.settings;
          ports.trainer.send({ type: 'paint', requestId, ...generator, engine, latents });
        };
        if (painter!.latentSize === null) waiting = send;
        else send();
      },
      closePainter: () => {
        painter = null;
        waiting = null;
        request++;
        if (context.state.newPictures.busy) showing({ busy: false });
        ports.trainer.send({ type: 'closePainter' });
      },
      downloadNewPicture: async (index) => {
        const { runId, shape, pictures } = context.state.newPictures;
        const picture = pictures.find((one) => one.index === index);
        if (!picture || runId === null) return;
        const name = words().files.newPicture(title(), index + 1);
        const source = { title: name, shape, pictures: [taken(picture)] };
        await handOver({ type: 'picture', source }, runId, index + 1, index);
      },
      downloadNewPictures: async () => {
        const { runId, shape, pictures } = context.state.newPictures;
        if (pictures.length === 0 || runId === null) return;
        const source = { title: title(), shape, pictures: pictures.map(taken) };
        await handOver({ type: 'pictures', source }, runId, pictures.length);
      },
    },
  };
}
