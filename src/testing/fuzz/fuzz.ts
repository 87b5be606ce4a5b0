import { targetOf, type FuzzAnswer, type FuzzOrder } from './verdict';

/** What became of the cases; `hung` and `crashed` should be 0 [SAFE1]. */
export interface FuzzTally {
  tried: number;
  loaded: number;
  refused: number;
  hung: number;
  crashed: number;
}

export interface FuzzReport {
  readonly tally: FuzzTally;
  /** Each case that hung or crashed, to be had again by its number. */
  readonly failures: string[];
  /** Milliseconds of the slowest case that ended, by target. */
  readonly slowest: Record<string, number>;
}

/** Milliseconds a case may take. */
export const LIMIT_MS = 2000;
/** So often a case that took too long is tried again, each time in a fresh worker. */
const TRIES = 2;
/** Milliseconds that one may take which keeps telling of pictures. */
const LONGEST_MS = 60_000;
/** Milliseconds that making a case may take, the worker's start included. */
const MAKING_MS = 60_000;

type End = Extract<FuzzAnswer, { type: 'done' | 'crashed' }> | { readonly type: 'hung' };

/**
 * Runs the cases `from` to `to` (not included) of a seed, one after the other. A case that takes too
 * long is tried again in a fresh worker, so that a busy machine is not taken for a hang.
 */
export async function fuzz(
  newWorker: () => Worker,
  seed: number,
  from: number,
  to: number,
): Promise<FuzzReport> {
  const tally: FuzzTally = { tried: 0, loaded: 0, refused: 0, hung: 0, crashed: 0 };
  const failures: string[] = [];
  const slowest: Record<string, number> = {};
  let worker = newWorker();
  const attempt = async (order: FuzzOrder): Promise<End> => {
    const end = await once(worker, order);
    if (end.type !== 'done') {
      worker.terminate();
      worker = newWorker();
    }
    return end;
  };
  for (let number = from; number < to; number++) {
    const order = { seed, number };
    let end = await attempt(order);
    for (let again = 0; again < TRIES && end.type === 'hung'; again++) end = await attempt(order);
    tally.tried++;
    if (end.type === 'done') {
      tally[end.verdict]++;
      const target = targetOf(number);
      slowest[target] = Math.max(slowest[target] ?? 0, Math.round(end.ms));
    } else {
      tally[end.type]++;
      const why = end.type === 'crashed' ? `: ${end.message}` : '';
      failures.push(`seed ${seed}, case ${number} (${targetOf(number)}) ${end.type}${why}`);
    }
  }
  worker.terminate();
  return { tally, failures, slowest };
}

function once(worker: Worker, order: FuzzOrder): Promise<End> {
  return new Promise((resolve) => {
    const hung = (): void => resolve({ type: 'hung' });
    let timer = setTimeout(hung, MAKING_MS);
    let begun = Infinity;
    worker.onmessage = ({ data }: MessageEvent<FuzzAnswer>) => {
      clearTimeout(timer);
      if (data.type === 'done' || data.type === 'crashed') return resolve(data);
      if (data.type === 'made') begun = performance.now();
      const left = begun + LONGEST_MS - performance.now();
      timer = setTimeout(hung, Math.min(LIMIT_MS, left));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      resolve({ type: 'crashed', number: order.number, message: event.message });
    };
    worker.postMessage(order);
  });
}
