import type { DecodedBundle, DecodeOutcome } from '../../contract/decode';
import type { ReadyPicture } from './prepare';
import type { Step } from './sources';

const BUNDLE_BYTES = 2 ** 20;
const BUNDLE_OUTCOMES = 2048;
/** A bundle leaves after this long even when it is not full, so that arrivals can be seen. */
const BUNDLE_MS = 150;

/** Gathers steps into messages: few for many small pictures, soon for slow ones. An archive ends its
 *  bundle, since what it holds comes before what is next. */
export async function* bundle(steps: AsyncIterable<Step>): AsyncGenerator<DecodedBundle, void> {
  let outcomes: DecodeOutcome[] = [];
  let pictures: ReadyPicture[] = [];
  let bytes = 0;
  let since = performance.now();
  const take = (): DecodedBundle => {
    const done = {
      outcomes,
      pixels: joined(pictures.map(({ pixels }) => pixels)),
      hashes: joined(pictures.map(({ hash }) => hash)),
    };
    outcomes = [];
    pictures = [];
    bytes = 0;
    since = performance.now();
    return done;
  };
  for await (const { outcome, picture } of steps) {
    outcomes.push(outcome);
    if (picture) {
      pictures.push(picture);
      bytes += picture.pixels.length;
    }
    const full = bytes >= BUNDLE_BYTES || outcomes.length >= BUNDLE_OUTCOMES;
    const late = performance.now() - since > BUNDLE_MS;
    if (full || late || outcome.kind === 'archive') yield take();
  }
  if (outcomes.length > 0) yield take();
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Runs some generators at the same time, `ahead` of the one that is read, and yields their values
 * in order: decoding happens on the browser's own threads, so that two at a time keep both busy.
 */
export async function* inOrder<S, T>(
  sources: readonly S[],
  ahead: number,
  start: (source: S) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> {
  const started: { rest: AsyncGenerator<T, void>; first: Promise<IteratorResult<T, unknown>> }[] =
    [];
  let next = 0;
  const fill = () => {
    while (started.length < ahead && next < sources.length) {
      const rest = start(sources[next++]!);
      started.push({ rest, first: rest.next() });
    }
  };
  fill();
  for (let current = started.shift(); current; current = started.shift()) {
    fill();
    const first = await current.first;
    if (!first.done) {
      yield first.value;
      yield* current.rest;
    }
    fill();
  }
}
