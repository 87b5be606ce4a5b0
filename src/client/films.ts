import type { FilmEvent, FilmOrder, Films } from '../contract/film';
import { carry, type OrderWorker } from './carry';

export type FilmWorker = OrderWorker<FilmOrder, FilmEvent>;

/** Films, each made by a worker of its own: it has an engine that ends with it. */
export function createFilms(
  newWorker: () => FilmWorker,
  ofPage: Pick<Films, 'fileName' | 'askForFile'>,
): Films {
  return {
    ...ofPage,
    async formats(size, framesPerSecond) {
      const { width, height } = size;
      const { signal } = new AbortController();
      const order = { type: 'formats', width, height, framesPerSecond } as const;
      const answer = await carry<FilmOrder, Extract<FilmEvent, { type: 'formats' }>>(
        newWorker,
        order,
        () => undefined,
        signal,
      );
      return answer.formats;
    },
    async make(order, progress, signal) {
      const made = await carry<FilmOrder, Extract<FilmEvent, { type: 'made' }>>(
        newWorker,
        order,
        progress,
        signal,
      );
      return made.blob;
    },
  };
}
