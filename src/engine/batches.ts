import { StudioError } from '../contract/errors';
import type { StepSpec } from '../contract/net-spec';
import { Stream, uniform } from '../contract/random';
import type { Batch, Holding } from './model';
import { orderOf, type PictureOrder } from './picture-order';
import type { TrainingSet } from './training-set';

export interface BatchOptions {
  readonly batchSize: number;
  readonly mirror: boolean;
  readonly seed: number;
}

type Recipe = Pick<StepSpec, 'batches' | 'keepPartialBatch'>;

/**
 * Steps in one pass over a set of so many pictures.
 * @throws StudioError('settings-invalid') where the set is smaller than one whole batch.
 */
export function countSteps(pictures: number, recipe: Recipe, batchSize: number): number {
  const passes = pictures / batchSize;
  const partial = recipe.batches === 'replacement' || recipe.keepPartialBatch;
  const steps = partial ? Math.ceil(passes) : Math.floor(passes);
  if (steps > 0) return steps;
  throw new StudioError(
    'settings-invalid',
    `A batch is ${batchSize} pictures, and the set has ${pictures}.`,
    `Choose a batch size of at most ${pictures}, or add pictures.`,
  );
}

/** p / 127.5 - 1 for each byte p: what the networks see. */
export const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/** The batches of a run: step `t` has the same pictures whenever it is asked for [RND2]. */
export class Batches {
  /** Steps in one pass over the set. */
  readonly stepsPerEpoch: number;
  /** What the model holds of them, and is not to be given. */
  heldByModel: Holding = 'none';
  private readonly order: PictureOrder;
  private ofEpoch: { readonly epoch: number; readonly numbers: Uint32Array<ArrayBuffer> } | null =
    null;

  /** @throws StudioError('settings-invalid') as `countSteps`. */
  constructor(
    private readonly set: TrainingSet,
    private readonly recipe: Recipe,
    private readonly options: BatchOptions,
  ) {
    const { batchSize, seed } = options;
    const stepsPerEpoch = countSteps(set.count, recipe, batchSize);
    this.stepsPerEpoch = stepsPerEpoch;
    this.order = orderOf(set, { recipe, batchSize, seed, stepsPerEpoch });
  }

  /** @throws StudioError('set-missing') where pictures of a large set are missing. */
  async at(step: number): Promise<Batch> {
    if (this.heldByModel === 'order') return this.ordered(step);
    const { places, now, ahead } = this.order.at(step);
    const count = places.length;
    const mirrored = this.mirrored(step, count);
    if (this.heldByModel === 'places') return { kind: 'places', count, places, mirrored };
    await this.set.ready(now, ahead);
    return { kind: 'pixels', count, pixels: this.pixels(places, mirrored) };
  }

  private ordered(step: number): Batch {
    const { batchSize } = this.options;
    const epoch = Math.floor(step / this.stepsPerEpoch);
    const position = (step % this.stepsPerEpoch) * batchSize;
    const whole = this.recipe.batches === 'replacement';
    const count = whole ? batchSize : Math.min(batchSize, this.set.count - position);
    return { kind: 'ordered', count, epoch, position, order: () => this.orderOf(epoch) };
  }

  /** Numbers of the pictures of an epoch, step after step; worked out once, when it is asked for. */
  private orderOf(epoch: number): Uint32Array<ArrayBuffer> {
    if (this.ofEpoch?.epoch === epoch) return this.ofEpoch.numbers;
    const steps = Array.from(
      { length: this.stepsPerEpoch },
      (_, step) => this.order.at(epoch * this.stepsPerEpoch + step).places,
    );
    const numbers = new Uint32Array(steps.reduce((sum, places) => sum + places.length, 0));
    let begin = 0;
    for (const places of steps) {
      numbers.set(places, begin);
      begin += places.length;
    }
    this.ofEpoch = { epoch, numbers };
    return numbers;
  }

  /** 1 for each picture of the batch that is shown left-right reversed. */
  private mirrored(step: number, count: number): Uint8Array {
    const mirrored = new Uint8Array(count);
    if (!this.options.mirror) return mirrored;
    const chance = uniform(this.options.seed, Stream.Mirror, step, count);
    chance.forEach((one, place) => (mirrored[place] = one < 0.5 ? 1 : 0));
    return mirrored;
  }

  private pixels(places: Uint32Array, mirrored: Uint8Array): Float32Array<ArrayBuffer> {
    const { imageSize, channels } = this.set;
    const size = imageSize * imageSize * channels;
    const pixels = new Float32Array(places.length * size);
    places.forEach((number, place) => {
      const target = pixels.subarray(place * size, (place + 1) * size);
      const source = this.set.picture(number);
      if (mirrored[place] === 1) scaleMirrored(source, target, imageSize, channels);
      else for (let i = 0; i < size; i++) target[i] = SCALED[source[i]!]!;
    });
    return pixels;
  }
}

/** Scales one picture [size, size, channels], left and right exchanged. */
function scaleMirrored(
  source: Uint8Array,
  target: Float32Array,
  size: number,
  channels: number,
): void {
  const row = size * channels;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = y * row + (size - 1 - x) * channels;
      const to = y * row + x * channels;
      for (let c = 0; c < channels; c++) target[to + c] = SCALED[source[from + c]!]!;
    }
  }
}
