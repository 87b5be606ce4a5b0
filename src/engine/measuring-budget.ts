import { MOST_TRAINING, type MeasuringCounts } from '../contract/measuring';
import { pictureLength, type PictureShape } from '../contract/picture-shape';

/** What measuring may take of the time that a run is trained. */
const SHARE = 0.03;

/**
 * Milliseconds on one processor of 2024, fitted to pictures of 32 to 64 px (docs/decisions/0042): patches
 * and directions of one set; each number of a picture whose features are made; each pair that is compared
 * when the nearest pictures are searched for.
 */
const SLICES_MS = 1_100;
const NUMBER_MS = 0.57e-3;
const PAIR_MS = 0.049;

/** What is measured: of what shape, and how many of each kind. */
export interface MeasuringWork extends MeasuringCounts {
  readonly shape: PictureShape;
  readonly generated: number;
}

/**
 * When a run may be measured [MEAS8]. What measuring takes is guessed before it was measured once, and
 * from then on known.
 */
export class MeasuringBudget {
  private readonly preparing: number;
  private readonly once: number;
  /** By how much the guess was wrong. */
  private scale = 1;
  private spent = 0;
  private prepared = false;

  constructor({ shape, training, heldOut, generated }: MeasuringWork) {
    const numbers = NUMBER_MS * pictureLength(shape);
    const known = Math.min(training, MOST_TRAINING);
    const reference = heldOut > 0 ? heldOut : known / 2;
    // Training pictures as they are and mirrored, those that others are held against, and the floor.
    const featured = 2 * known + reference + generated;
    this.preparing = 2 * SLICES_MS + numbers * featured + (PAIR_MS / 4) * reference * known;
    this.once = SLICES_MS + numbers * generated + PAIR_MS * generated * known;
  }

  /** Milliseconds that the next measure will take, as far as is known. */
  get expected(): number {
    return this.scale * (this.once + (this.prepared ? 0 : this.preparing));
  }

  /** @param trainedMs milliseconds that were trained since the budget began. */
  allows(trainedMs: number): boolean {
    return this.spent + this.expected <= SHARE * trainedMs;
  }

  /** A measure took so many milliseconds, preparing included where it was the first. */
  took(ms: number): void {
    this.scale *= ms / this.expected;
    this.prepared = true;
    this.spent += ms;
  }
}
