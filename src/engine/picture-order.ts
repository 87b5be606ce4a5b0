import type { StepSpec } from '../contract/net-spec';
import { Stream, integer, permutation } from '../contract/random';
import { rangeOf, type TrainingSet } from './training-set';

export interface Drawn {
  /** Numbers of the pictures of one batch. */
  readonly places: Uint32Array;
  /** Chunks they lie in, and chunks that steps to come will want; none where the set is whole. */
  readonly now: readonly number[];
  readonly ahead: readonly number[];
}

/** Which pictures each step learns from: a function of seed, step, and sizes of the set alone. */
export interface PictureOrder {
  at(step: number): Drawn;
}

export interface OrderOptions {
  readonly recipe: Pick<StepSpec, 'batches'>;
  readonly batchSize: number;
  readonly seed: number;
  readonly stepsPerEpoch: number;
}

type Layout = Pick<TrainingSet, 'count' | 'starts' | 'windowChunks'>;

export const orderOf = (layout: Layout, options: OrderOptions): PictureOrder =>
  layout.windowChunks === null
    ? new WholeOrder(layout.count, options)
    : new WindowedOrder(layout, layout.windowChunks, options);

/** All pictures in one shuffle, anew in each epoch; or drawn from all of them. */
class WholeOrder implements PictureOrder {
  private order: { epoch: number; pictures: Uint32Array } | null = null;

  constructor(
    private readonly count: number,
    private readonly options: OrderOptions,
  ) {}

  at(step: number): Drawn {
    return { places: this.places(step), now: [], ahead: [] };
  }

  private places(step: number): Uint32Array {
    const { batchSize, seed, stepsPerEpoch, recipe } = this.options;
    if (recipe.batches === 'replacement') return drawn(seed, step, batchSize, this.count);
    const epoch = Math.floor(step / stepsPerEpoch);
    if (this.order?.epoch !== epoch) {
      this.order = { epoch, pictures: permutation(seed, Stream.Order, epoch, this.count) };
    }
    const begin = (step % stepsPerEpoch) * batchSize;
    return this.order.pictures.subarray(begin, begin + batchSize);
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
  private passes: Pass[] = [];
  private shuffles: { window: Window; pictures: Uint32Array }[] = [];

  constructor(
    private readonly layout: Layout,
    private readonly windowChunks: number,
    private readonly options: OrderOptions,
  ) {}

  at(step: number): Drawn {
    const { batchSize, stepsPerEpoch, recipe } = this.options;
    const pass = this.pass(Math.floor(step / stepsPerEpoch));
    const begin = Math.min((step % stepsPerEpoch) * batchSize, this.layout.count - 1);
    const first = rangeOf(pass.begins, begin);
    if (recipe.batches === 'replacement') {
      const window = { pass, index: first };
      return { places: this.draw(step, window), ...this.reading(window, window) };
    }
    const end = Math.min(begin + batchSize, this.layout.count);
    const last = rangeOf(pass.begins, end - 1);
    const places = new Uint32Array(end - begin);
    for (let index = first; index <= last; index++) {
      const from = pass.begins[index]!;
      const part = this.shuffled({ pass, index }).subarray(Math.max(0, begin - from), end - from);
      places.set(part, Math.max(from, begin) - begin);
    }
    return { places, ...this.reading({ pass, index: first }, { pass, index: last }) };
  }

  /** The window after the last is read ahead, save while two are at hand already. */
  private reading(first: Window, last: Window): Pick<Drawn, 'now' | 'ahead'> {
    const now: number[] = [];
    for (let index = first.index; index <= last.index; index++) {
      now.push(...this.chunks({ pass: first.pass, index }));
    }
    return { now, ahead: first.index === last.index ? [...this.chunks(this.after(last))] : [] };
  }

  private after({ pass, index }: Window): Window {
    if (index + 2 < pass.begins.length) return { pass, index: index + 1 };
    return { pass: this.pass(pass.epoch + 1), index: 0 };
  }

  private pass(epoch: number): Pass {
    const known = this.passes.find((pass) => pass.epoch === epoch);
    if (known) return known;
    const { starts, count } = this.layout;
    const chunks = permutation(this.options.seed, Stream.ChunkOrder, epoch, starts.length - 1);
    const begins: number[] = [];
    let at = 0;
    chunks.forEach((chunk, place) => {
      if (place % this.windowChunks === 0) begins.push(at);
      at += starts[chunk + 1]! - starts[chunk]!;
    });
    const pass = { epoch, chunks, begins: Uint32Array.from([...begins, count]) };
    this.passes = [...this.passes.slice(-1), pass];
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

  private shuffled(window: Window): Uint32Array {
    const { pass, index } = window;
    const known = this.shuffles.find(
      (one) => one.window.pass.epoch === pass.epoch && one.window.index === index,
    );
    if (known) return known.pictures;
    const plain = this.pictures(window);
    const { seed } = this.options;
    // Windows are as many in each epoch, so that each has a number of its own.
    const number = pass.epoch * (pass.begins.length - 1) + index;
    const order = permutation(seed, Stream.WindowOrder, number, plain.length);
    const pictures = order.map((place) => plain[place]!);
    this.shuffles = [...this.shuffles.slice(-1), { window, pictures }];
    return pictures;
  }

  private draw(step: number, window: Window): Uint32Array {
    const { batchSize, seed } = this.options;
    const { begins } = window.pass;
    const count = begins[window.index + 1]! - begins[window.index]!;
    const ends = this.ends(window);
    return drawn(seed, step, batchSize, count).map((place) => {
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

/** `many` numbers below `count`, each drawn from all. */
const drawn = (seed: number, step: number, many: number, count: number): Uint32Array =>
  Uint32Array.from({ length: many }, (_, place) => integer(seed, Stream.Order, step, place, count));
