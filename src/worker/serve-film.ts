/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { FilmEvent, FilmOrder } from '../contract/film';
import { openEngine } from '../engine/opening/open';
import { readCanvas } from '../data/pixels/read-back';
import { formatsHere, openWriter } from '../export/film/writer';
import { openStorage } from '../storage/open';
import { makeFilm } from './filming';

/** The worker that makes one film, with an engine of its own: one order, then its answer. */
export function serveFilm(scope: DedicatedWorkerGlobalScope): void {
  const post = (event: FilmEvent): void => scope.postMessage(event);
  scope.addEventListener('message', ({ data }: MessageEvent<FilmOrder>) => {
    answer(data, post).then(post, (error: unknown) =>
      post({ type: 'failed', error: StudioError.from(error).toData() }),
    );
  });
}

async function answer(order: FilmOrder, post: (event: FilmEvent) => void): Promise<FilmEvent> {
  switch (order.type) {
    case 'formats':
      return { type: 'formats', formats: await formatsHere(order, order.framesPerSecond) };
    case 'make': {
      const progress = seldom((done, total) => post({ type: 'progress', done, total }));
      const blob = await makeFilm(order, {
        openStorage,
        openEngine,
        openWriter: (written, samples) => openWriter(written, samples, readCanvas),
        progress,
      });
      return { type: 'made', blob };
    }
    default:
      return order satisfies never;
  }
}

type Progress = (done: number, total: number) => void;

/** Milliseconds between two words on how far it is: small frames come faster than a page draws. */
const PAUSE = 100;

function seldom(tell: Progress): Progress {
  let last = -Infinity;
  return (done, total) => {
    if (done < total && performance.now() - last < PAUSE) return;
    last = performance.now();
    tell(done, total);
  };
}
