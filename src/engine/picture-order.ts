import type { Passes } from '../contract/epochs';
import { Stream, integer, permutation } from '../contract/random';
import { stretchesOf } from './stretches';
import { rangeOf, type TrainingSet } from './training-set';

export interface Drawn {
  /** Numbers of the pictures of one batch. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** Chunks they lie in, and chunks that steps to come will want; none where the set is whole. */
  readonly now: readonly number[];
  readonly ahead: readonly number[];
}

/** Which pictures each step learns from: a function of seed, step, and sizes of the set alone. */
export interface PictureOrder {
  at(step: number): Drawn;
}

type Layout = Pick<TrainingSet, 'count' | 'starts' | 'windowChunks'>;

export const orderOf = (layout: Layout, passes: Passes, seed: number): PictureOrder =>
  layout.windowChunks === null
    ? new WholeOrder(passes, seed)
    : new WindowedOrder(layout, layout.windowChunks, passes, seed);

/** All pictures in one shuffle, anew in each epoch; or drawn from all of them. */
class WholeOrder implements PictureOrder {
  private order: { epoch: number; pictures: Uint32Array<ArrayBuffer> } | null = null;

  constructor(
    private readonly passes: Passes,
    private readonly seed: number,
  ) {}

  at(step: number): Drawn {
    return { places: this.places(step), now: [], ahead: [] };
  }

  private places(step: number): Uint32Array<ArrayBuffer> {
    const { pictures, batchSize, batching } = this.passes;
    if (batching === 'replacement') return drawn(this.seed, step, batchSize, pictures);
    return joined(
      stretchesOf(step, this.passes).map(({ epoch, begin, end }) =>
        this.shuffled(epoch).subarray(begin, end),
      ),
    );
  }

  private shuffled(epoch: number): Uint32Array<ArrayBuffer> {
    if (this.order?.epoch !== epoch) {
      const pictures = permutation(this.seed, Stream.Order, epoch, this.passes.pictures);
      this.order = { epoch, pictures };
    }
    return this.order.pictures;
  }
}

/** One pass over the chunks, in an order of its own. */
interface Pass {
  readonly epoch: number;
  readonly chunks: Uint32Array;
  /** Place in the epoch where each window begins, and the count of pictures: [windows + 1]. */
  readonly begins: Uint32Array;
}

interface Window {
  readonly pass: Pass;
  readonly index: number;
}

/**
 * Chunks are shuffled; a window is some of them in a row, and its pictures are shuffled among
 * themselves. An epoch still shows each picture once, and two windows at a time are all that has to
 * be at hand. With replacement, a step draws from the window that its place in the epoch leads to.
 */
class WindowedOrder implements PictureOrder {
  private known: Pass[] = [];
  private shuffles: { window: Window; pictures: Uint32Array<ArrayBuffer> }[] = [];

  constructor(
    private readonly layout: Layout,
    private readonly windowChunks: number,
    private readonly passes: Passes,
    private readonly seed: number,
  ) {}

  at(step: number): Drawn {
    const stretches = stretchesOf(step, this.passes);
    if (this.passes.batching === 'replacement') {
      const { epoch, begin } = stretches[0]!;
      const pass = this.pass(epoch);
      const window = { pass, index: rangeOf(pass.begins, begin) };
      return { places: this.draw(step, window), ...this.reading([window]) };
    }
    const windows: Window[] = [];
    const parts: Uint32Array<ArrayBuffer>[] = [];
    for (const { epoch, begin, end } of stretches) {
      const pass = this.pass(epoch);
      const last = rangeOf(pass.begins, end - 1);
      for (let index = rangeOf(pass.begins, begin); index <= last; index++) {
        const from = pass.begins[index]!;
        windows.push({ pass, index });
        parts.push(this.shuffled({ pass, index }).subarray(Math.max(0, begin - from), end - from));
      }
    }
    return { places: joined(parts), ...this.reading(windows) };
  }

  /** The window after the last is read ahead, save while two are at hand already. */
  private reading(windows: readonly Window[]): Pick<Drawn, 'now' | 'ahead'> {
    const now = windows.flatMap((window) => [...this.chunks(window)]);
    const [only, more] = windows;
    return { now, ahead: only && !more ? [...this.chunks(this.after(only))] : [] };
  }

  private after({ pass, index }: Window): Window {
    if (index + 2 < pass.begins.length) return { pass, index: index + 1 };
    return { pass: this.pass(pass.epoch + 1), index: 0 };
  }

  private pass(epoch: number): Pass {
    const known = this.known.find((pass) => pass.epoch === epoch);
    if (known) return known;
    const { starts, count } = this.layout;
    const chunks = permutation(this.seed, Stream.ChunkOrder, epoch, starts.length - 1);
    const begins: number[] = [];
    let at = 0;
    chunks.forEach((chunk, place) => {
      if (place % this.windowChunks === 0) begins.push(at);
      at += starts[chunk + 1]! - starts[chunk]!;
    });
    const pass = { epoch, chunks, begins: Uint32Array.from([...begins, count]) };
    this.known = [...this.known.slice(-1), pass];
    return pass;
  }

  private chunks({ pass, index }: Window): Uint32Array {
    return pass.chunks.subarray(index * this.windowChunks, (index + 1) * this.windowChunks);
  }

  private pictures(window: Window): Uint32Array {
    const { begins } = window.pass;
    const pictures = new Uint32Array(begins[window.index + 1]! - begins[window.index]!);
    let at = 0;
    for (const chunk of this.chunks(window)) {
      const end = this.layout.starts[chunk + 1]!;
      for (let n = this.layout.starts[chunk]!; n < end; n++) pictures[at++] = n;
    }
    return pictures;
  }

  private shuffled(window: Window): Uint32Array<ArrayBuffer> {
    const { pass, index } = window;
    const known = this.shuffles.find(
      (one) => one.window.pass.epoch === pass.epoch && one.window.index === index,
    );
    if (known) return known.pictures;
    const plain = this.pictures(window);
    // Windows are as many in each epoch, so that each has a number of its own.
    const number = pass.epoch * (pass.begins.length - 1) + index;
    const order = permutation(this.seed, Stream.WindowOrder, number, plain.length);
    const pictures = order.map((place) => plain[place]!);
    this.shuffles = [...this.shuffles.slice(-1), { window, pictures }];
    return pictures;
  }

  private draw(step: number, window: Window): Uint32Array<ArrayBuffer> {
    const { batchSize } = this.passes;
    const { begins } = window.pass;
    const count = begins[window.index + 1]! - begins[window.index]!;
    const ends = this.ends(window);
    return drawn(this.seed, step, batchSize, count).map((place) => {
      const nth = rangeOf(ends, place);
      return this.layout.starts[this.chunks(window)[nth]!]! + place - ends[nth]!;
    });
  }

  /** Place in the window where each of its chunks begins, and its count of pictures. */
  private ends(window: Window): Uint32Array {
    const ends = [0];
    for (const chunk of this.chunks(window)) {
      ends.push(ends.at(-1)! + this.layout.starts[chunk + 1]! - this.layout.starts[chunk]!);
    }
    return Uint32Array.from(ends);
  }
}

/** Lists of numbers in one; a single one as it is. */
export function joined(parts: readonly Uint32Array<ArrayBuffer>[]): Uint32Array<ArrayBuffer> {
  const [only, more] = parts;
  if (only && !more) return only;
  const whole = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let begin = 0;
  for (const part of parts) {
    whole.set(part, begin);
    begin += part.length;
  }
  return whole;
}

/** `many` numbers below `count`, each drawn from all. */
const drawn = (seed: number, step: number, many: number, count: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from({ length: many }, (_, place) => integer(seed, Stream.Order, step, place, count));
