import { StudioError } from '../contract/errors';
import type {
  Drawn,
  DrawnCanvas,
  ExploreAnswer,
  ExploreNote,
  ExploreOrder,
  Explorer,
  OpenGenerator,
} from '../contract/explore';
import type { GeneratedPicture } from '../contract/events';
import type { OrderWorker } from './carry';
import { lost } from './lost-worker';
import { hearFailures, type FailureNames } from './worker-failures';

export interface ExploreWorker extends OrderWorker<ExploreOrder, ExploreAnswer> {
  postMessage(order: ExploreOrder, transfer?: Transferable[]): void;
}

const OF_EXPLORING: FailureNames = {
  part: 'explore-worker',
  stopped: (said) => new StudioError('explore-worker-stopped', said),
  unreadable: () => new StudioError('explore-worker-stopped', lost('')),
};

interface Waiting {
  readonly resolve: (answer: ExploreAnswer) => void;
  readonly reject: (error: StudioError) => void;
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Explores in one worker, which starts with the first order; one that ended is followed by another. */
export function createExplorer(newWorker: () => ExploreWorker): Explorer {
  let worker: ExploreWorker | null = null;
  let heard = false;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  /** Canvases of this worker, by number, and who is told when they are lost. */
  const canvases = new Map<number, () => void>();

  const end = (error: StudioError): void => {
    worker?.terminate();
    worker = null;
    const all = [...waiting.values()];
    waiting.clear();
    canvases.clear();
    for (const { reject } of all) reject(error);
  };

  const start = (): ExploreWorker => {
    const started = newWorker();
    heard = false;
    started.onmessage = ({ data }) => {
      heard = true;
      if (data.type === 'canvases-lost') {
        for (const onLost of canvases.values()) onLost();
        return;
      }
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.type === 'failed') one?.reject(StudioError.of(data.error));
      else one?.resolve(data);
    };
    hearFailures(started, OF_EXPLORING, () => heard, end);
    return started;
  };

  const ask = (
    order: Unnumbered<Exclude<ExploreOrder, ExploreNote>>,
    transfer: Transferable[] = [],
    signal?: AbortSignal,
  ): Promise<ExploreAnswer> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new StudioError('cancelled'));
      const id = ++last;
      // Its answer is waited for all the same: what is under way is of use, and comes.
      const abort = (): void => worker?.postMessage({ type: 'withdraw', id });
      signal?.addEventListener('abort', abort, { once: true });
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', abort);
          settle(value);
        };
      waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      worker ??= start();
      worker.postMessage({ ...order, id }, transfer);
    });

  const draw = async (
    canvas: number,
    ...[generator, engine, latent]: Parameters<DrawnCanvas['draw']>
  ): Promise<Drawn> => {
    if (!canvases.has(canvas)) throw new StudioError('cancelled');
    const order = { type: 'draw', generator, engine, latent, canvas } as const;
    const answer = await ask(order, [latent.buffer]);
    if (answer.type === 'drawn') return { kind: 'drawn' };
    const [picture] = answer.type === 'painted' ? answer.pictures : wrong(answer);
    return { kind: 'read-back', picture: picture! };
  };

  return {
    async open(generator, engine): Promise<OpenGenerator> {
      const answer = await ask({ type: 'open', generator, engine });
      return answer.type === 'opened' ? answer.opened : wrong(answer);
    },
    async paint(generator, engine, latents, urgency, signal): Promise<readonly GeneratedPicture[]> {
      const order = { type: 'paint', generator, engine, latents, urgency } as const;
      const answer = await ask(order, [latents.buffer], signal);
      return answer.type === 'painted' ? answer.pictures : wrong(answer);
    },
    async judge(generator, discriminator, engine, latents, signal) {
      const order = { type: 'judge', generator, discriminator, engine, latents } as const;
      const answer = await ask(order, [latents.buffer], signal);
      return answer.type === 'judged' ? answer.pictures : wrong(answer);
    },
    async judgePainted(generator, discriminator, engine, pictures, signal) {
      const order = { type: 'judge-painted', generator, discriminator, engine, pictures } as const;
      const answer = await ask(order, [], signal);
      return answer.type === 'told' ? answer.verdicts : wrong(answer);
    },
    takeCanvas(offscreen, onLost) {
      const canvas = ++last;
      worker ??= start();
      worker.postMessage({ type: 'canvas', canvas, offscreen }, [offscreen]);
      canvases.set(canvas, onLost);
      return {
        get closed() {
          return !canvases.has(canvas);
        },
        draw: (...what) => draw(canvas, ...what),
        close() {
          if (canvases.delete(canvas)) worker?.postMessage({ type: 'close-canvas', canvas });
        },
      };
    },
    async directions(generator, method) {
      const answer = await ask({ type: 'directions', generator, method });
      return answer.type === 'directions' ? answer.vectors : wrong(answer);
    },
    close: () => end(new StudioError('cancelled')),
  };
}

const wrong = (answer: ExploreAnswer): never => {
  throw new Error(`The worker that explores answered with ${answer.type}.`);
};
