import { pictureLength, type PictureShape } from '../contract/picture-shape';
import { stepsOfPass, type Passes } from '../contract/epochs';
import { StudioError } from '../contract/errors';
import type { Batching } from '../contract/net-spec';
import { Stream, uniform } from '../contract/random';
import type { Batch, Holding } from './model';
import { joined, orderOf, type PictureOrder } from './picture-order';
import type { TrainingSet } from './training-set';

export interface BatchOptions {
  readonly batchSize: number;
  readonly mirror: boolean;
  readonly seed: number;
}

/**
 * Passes over a set of so many pictures.
 * @throws StudioError('settings-invalid') where the set is smaller than one whole batch and that is
 *   needed.
 */
export function passesOver(pictures: number, batching: Batching, batchSize: number): Passes {
  const whole = batching === 'last-dropped' || batching === 'carried-over';
  if (!whole || batchSize <= pictures) return { pictures, batchSize, batching };
  throw new StudioError('batch-above-set', { batchSize, pictures });
}

/** p / 127.5 - 1 for each byte p: what the networks see. */
export const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/** The batches of a run: step `t` has the same pictures whenever it is asked for [RND2]. */
export class Batches {
  readonly passes: Passes;
  /** Steps that one order of pictures is for, where the model holds it: those of one pass. */
  readonly orderSteps: number;
  /** What the model holds of them, and is not to be given. */
  heldByModel: Holding = 'none';
  private readonly order: PictureOrder;
  private known: { readonly number: number; readonly pictures: Uint32Array<ArrayBuffer> } | null =
    null;

  /** @throws StudioError('settings-invalid') as `passesOver`. */
  constructor(
    private readonly set: TrainingSet,
    batching: Batching,
    private readonly options: BatchOptions,
  ) {
    this.passes = passesOver(set.count, batching, options.batchSize);
    this.orderSteps = stepsOfPass(this.passes);
    this.order = orderOf(set, this.passes, options.seed);
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
    const { batchSize, batching } = this.passes;
    const { orderSteps } = this;
    const number = Math.floor(step / orderSteps);
    const position = (step % orderSteps) * batchSize;
    const count =
      batching === 'last-smaller' ? Math.min(batchSize, this.set.count - position) : batchSize;
    return { kind: 'ordered', count, number, position, order: () => this.orderOf(number) };
  }

  /** Numbers of the pictures of `orderSteps` steps, one after the other; worked out once, when it is
   *  asked for. */
  private orderOf(number: number): Uint32Array<ArrayBuffer> {
    if (this.known?.number === number) return this.known.pictures;
    const steps = Array.from(
      { length: this.orderSteps },
      (_, step) => this.order.at(number * this.orderSteps + step).places,
    );
    const pictures = joined(steps);
    this.known = { number, pictures };
    return pictures;
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
    const { shape } = this.set;
    const size = pictureLength(shape);
    const pixels = new Float32Array(places.length * size);
    places.forEach((number, place) => {
      const target = pixels.subarray(place * size, (place + 1) * size);
      const source = this.set.picture(number);
      if (mirrored[place] === 1) scaleMirrored(source, target, shape);
      else for (let i = 0; i < size; i++) target[i] = SCALED[source[i]!]!;
    });
    return pixels;
  }
}

/** Scales one picture [height, width, channels], left and right exchanged. */
function scaleMirrored(
  source: Uint8Array,
  target: Float32Array,
  { height, width, channels }: PictureShape,
): void {
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * row + (width - 1 - x) * channels;
      const to = y * row + x * channels;
      for (let c = 0; c < channels; c++) target[to + c] = SCALED[source[from + c]!]!;
    }
  }
}
