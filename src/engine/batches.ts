import { StudioError } from '../contract/errors';
import type { StepSpec } from '../contract/net-spec';
import { Stream, integer, permutation, uniform } from '../contract/random';
import type { TrainingSet } from './training-set';

export interface Batch {
  /** float32 [count, imageSize, imageSize, channels], values -1..1. */
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly count: number;
}

export interface BatchOptions {
  readonly batchSize: number;
  readonly mirror: boolean;
  readonly seed: number;
}

/** p / 127.5 - 1 for each byte. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/** The batches of a run: step `t` has the same pictures whenever it is asked for. */
export class Batches {
  /** Steps in one pass over the set. */
  readonly stepsPerEpoch: number;
  private order: { epoch: number; pictures: Uint32Array } | null = null;

  /** @throws StudioError('settings-invalid') where the set is smaller than one whole batch. */
  constructor(
    private readonly set: TrainingSet,
    private readonly recipe: Pick<StepSpec, 'batches' | 'keepPartialBatch'>,
    private readonly options: BatchOptions,
  ) {
    const passes = set.count / options.batchSize;
    const partial = recipe.batches === 'replacement' || recipe.keepPartialBatch;
    this.stepsPerEpoch = partial ? Math.ceil(passes) : Math.floor(passes);
    if (this.stepsPerEpoch === 0) {
      throw new StudioError(
        'settings-invalid',
        `A batch is ${options.batchSize} pictures, and the set has ${set.count}.`,
        `Choose a batch size of at most ${set.count}, or add pictures.`,
      );
    }
  }

  at(step: number): Batch {
    const { set, options } = this;
    const indices = this.indices(step);
    const size = set.imageSize * set.imageSize * set.channels;
    const pixels = new Float32Array(indices.length * size);
    const chance = options.mirror
      ? uniform(options.seed, Stream.Mirror, step, indices.length)
      : null;
    indices.forEach((index, place) => {
      const target = pixels.subarray(place * size, (place + 1) * size);
      const source = set.picture(index);
      if (chance && chance[place]! < 0.5) mirrored(source, target, set.imageSize, set.channels);
      else for (let i = 0; i < size; i++) target[i] = SCALED[source[i]!]!;
    });
    return { pixels, count: indices.length };
  }

  private indices(step: number): Uint32Array {
    const { batchSize, seed } = this.options;
    if (this.recipe.batches === 'replacement') {
      return Uint32Array.from({ length: batchSize }, (_, place) =>
        integer(seed, Stream.Order, step, place, this.set.count),
      );
    }
    const epoch = Math.floor(step / this.stepsPerEpoch);
    if (this.order?.epoch !== epoch) {
      this.order = { epoch, pictures: permutation(seed, Stream.Order, epoch, this.set.count) };
    }
    const begin = (step % this.stepsPerEpoch) * batchSize;
    return this.order.pictures.subarray(begin, begin + batchSize);
  }
}

/** Scales one picture [size, size, channels], left and right exchanged. */
function mirrored(source: Uint8Array, target: Float32Array, size: number, channels: number): void {
  const row = size * channels;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = y * row + (size - 1 - x) * channels;
      const to = y * row + x * channels;
      for (let c = 0; c < channels; c++) target[to + c] = SCALED[source[from + c]!]!;
    }
  }
}
