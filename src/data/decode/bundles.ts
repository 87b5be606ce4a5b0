import type { DecodedBundle, DecodeOutcome } from '../../contract/decode';
import type { Step } from './sources';

const BUNDLE_BYTES = 2 ** 20;
const BUNDLE_OUTCOMES = 2048;
/** A bundle leaves after this long even when it is not full, so that arrivals can be seen. */
const BUNDLE_MS = 150;

/** Gathers steps into messages: few for many small pictures, soon for slow ones. */
export async function* bundle(steps: AsyncIterable<Step>): AsyncGenerator<DecodedBundle, void> {
  let outcomes: DecodeOutcome[] = [];
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let since = performance.now();
  const take = (): DecodedBundle => {
    const pixels = new Uint8Array(bytes);
    let at = 0;
    for (const part of parts) {
      pixels.set(part, at);
      at += part.length;
    }
    const done = { outcomes, pixels };
    outcomes = [];
    parts = [];
    bytes = 0;
    since = performance.now();
    return done;
  };
  for await (const { outcome, pixels } of steps) {
    outcomes.push(outcome);
    if (pixels) {
      parts.push(pixels);
      bytes += pixels.length;
    }
    const full = bytes >= BUNDLE_BYTES || outcomes.length >= BUNDLE_OUTCOMES;
    if (full || performance.now() - since > BUNDLE_MS) yield take();
  }
  if (outcomes.length > 0) yield take();
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
