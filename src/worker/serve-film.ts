/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { FilmEvent, FilmOrder } from '../contract/film';
import { openEngine } from '../engine/opening/open';
import { readCanvas } from '../data/pixels/read-back';
import { formatsHere, openWriter } from '../export/film/writer';
import { openStorage } from '../storage/open';
import { makeFilm } from './filming';
import { seldom } from './seldom';

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
