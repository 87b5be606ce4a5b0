import { StudioError } from '../contract/errors';
import { pictureLength, type PictureShape } from '../contract/picture-shape';
import { scoresOf, type Loss } from '../nets/losses';

export interface PaintedPictures {
  readonly kind: 'painted';
  /** uint8 [count, height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** The discriminator's score of each picture, 0..1; null where there is no discriminator. */
  readonly scores: Float32Array<ArrayBuffer> | null;
}

/** What becomes of a request: `cancelled` where a newer one came, or nobody wants it any more. */
export type Painting = PaintedPictures | { readonly kind: 'cancelled' };

export type Draw = (latent: Float32Array<ArrayBuffer>, canvas: OffscreenCanvas) => Promise<void>;

/** A generator that stays open: what the first picture took and compiled serves all that follow. */
export interface Painter {
  readonly latentSize: number;
  readonly shape: PictureShape;
  /** True after `close`, or once its engine was closed: nothing is painted any more. */
  readonly closed: boolean;
  /**
   * Pictures in inference mode, decided by weights and latents alone. The latest request wins: the
   * one under way ends as `cancelled` after its portion.
   * @param latents float32 [count, latentSize].
   * @param between awaited between portions, with the pictures done so far: messages are answered,
   *   and a run beside it takes its next step.
   */
  paint(latents: Float32Array, between?: (done: number) => Promise<void>): Promise<Painting>;
  /**
   * Draws one picture onto a canvas of the page, and leaves it on the GPU; missing where pictures are
   * always read back. It cancels no request. Resolves once it is drawn.
   * @param latent float32 [latentSize].
   * @param canvas one that nothing else draws on; it takes the picture's size.
   */
  readonly draw?: Draw;
  /** Ends the request under way, if any. */
  cancel(): void;
  /** Cancels, and frees all it took. */
  close(): void;
}

/** What an engine lends to a painter: one portion of pictures at a time. */
export interface PortionSource {
  readonly latentSize: number;
  readonly shape: PictureShape;
  /** Pictures of a portion, at most. */
  readonly most: number;
  /**
   * Paints up to `most` pictures into the arrays given.
   * @param latents float32 [count, latentSize].
   * @param logits takes what the discriminator says of each.
   */
  paint(latents: Float32Array, pixels: Uint8Array, logits: Float32Array | null): Promise<void>;
  /** As a painter's. */
  draw?(latent: Float32Array<ArrayBuffer>, canvas: OffscreenCanvas): Promise<void>;
  /** Frees what it took. */
  destroy(): void;
}

/** Enough to fill a graphics card, few enough to answer soon. */
const MOST_PICTURES = 16;
const MOST_NUMBERS = 2 ** 20;

/**
 * Pictures that are painted in one go.
 * @param limit other reasons for fewer: the pictures asked for, the batch that a card can hold.
 */
export function portionOf(shape: PictureShape, limit = Infinity): number {
  const fitting = Math.floor(MOST_NUMBERS / pictureLength(shape));
  return Math.max(1, Math.min(MOST_PICTURES, fitting, limit));
}

const CANCELLED = { kind: 'cancelled' } as const;
type Between = (done: number) => Promise<void>;
const atOnce: Between = () => Promise.resolve();

/** Cuts requests into portions, the newest request first and alone. */
export class PortionPainter implements Painter {
  readonly latentSize: number;
  readonly shape: PictureShape;
  readonly draw?: Draw;
  private newest = 0;
  private shut = false;
  /** Requests that have not let go of the source yet. */
  private busy = 0;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param loss what the discriminator that scores them is trained by; none where there is none.
   * @param begin what is to be done before the first portion of a request; `between` is awaited between
   *   its parts.
   */
  constructor(
    private readonly source: PortionSource,
    private readonly loss: Loss | null = null,
    private readonly begin: ((between: () => Promise<void>) => Promise<void>) | null = null,
  ) {
    this.latentSize = source.latentSize;
    this.shape = source.shape;
    if (source.draw) this.draw = (...what) => this.drawn(...what);
  }

  get closed(): boolean {
    return this.shut;
  }

  paint(latents: Float32Array, between: Between = atOnce): Promise<Painting> {
    if (this.shut) return Promise.resolve(CANCELLED);
    const request = ++this.newest;
    this.busy += 1;
    const painting = this.last
      .then(() => this.portions(request, latents, between))
      .finally(() => this.release());
    this.last = painting.catch(() => undefined);
    return painting;
  }

  cancel(): void {
    this.newest += 1;
  }

  close(): void {
    if (this.shut) return;
    this.shut = true;
    this.cancel();
    // A portion under way still needs what would be freed; one on a lost device never ends, and
    // has nothing left to free.
    if (this.busy === 0) this.source.destroy();
  }

  /** @throws StudioError('cancelled') once it is closed. */
  private async drawn(...what: Parameters<Draw>): Promise<void> {
    if (this.shut) throw new StudioError('cancelled');
    this.busy += 1;
    try {
      await this.source.draw!(...what);
    } finally {
      this.release();
    }
  }

  private release(): void {
    this.busy -= 1;
    if (this.shut && this.busy === 0) this.source.destroy();
  }

  private async portions(
    request: number,
    latents: Float32Array,
    between: Between,
  ): Promise<Painting> {
    const { latentSize, shape, most } = this.source;
    const outdated = (): boolean => this.shut || request !== this.newest;
    if (outdated()) return CANCELLED;
    const count = latents.length / latentSize;
    if (!Number.isInteger(count)) throw new RangeError(`A latent has the length ${latentSize}.`);
    const size = pictureLength(shape);
    const pixels = new Uint8Array(count * size);
    const logits = this.loss && new Float32Array(count);
    if (this.begin) {
      await this.begin(() => between(0));
      if (outdated()) return CANCELLED;
    }
    for (let from = 0; from < count; from += most) {
      const to = Math.min(count, from + most);
      await this.source.paint(
        latents.subarray(from * latentSize, to * latentSize),
        pixels.subarray(from * size, to * size),
        logits && logits.subarray(from, to),
      );
      if (to < count) await between(to);
      if (outdated()) return CANCELLED;
    }
    const scores = this.loss && logits && scoresOf(this.loss, logits);
    return { kind: 'painted', pixels, scores };
  }
}
