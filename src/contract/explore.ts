import type { KeptGenerator } from './commands';
import type { StudioErrorData } from './errors';
import type { GeneratedPicture } from './events';
import type { EngineChoice } from './hyperparameters';
import type { PictureShape } from './picture-shape';
import type { EngineId } from './records';

/** What is known of a kept generator that can be explored. */
export interface OpenGenerator {
  readonly latentSize: number;
  readonly shape: PictureShape;
  /** What paints. */
  readonly engine: EngineId;
}

/** How directions are found: in the features of many latents, or by the first layer's weights alone. */
export type DirectionMethod = 'activations' | 'closed';

/** Whom the pictures are for: what a hand moves just now goes before what scrolls into view. */
export type Urgency = 'now' | 'soon';

/** The discriminator that a run's checkpoint of that step holds. */
export interface KeptDiscriminator {
  readonly runId: string;
  readonly step: number;
}

/** What a discriminator says of a picture; both are NaN where its numbers are bad. */
export interface Verdict {
  readonly logit: number;
  /** How real it takes the picture to be, 0..1, as the run's loss has it (nets/losses.ts). */
  readonly score: number;
}

/** By the discriminator as the run began, and as the checkpoint holds it. */
export interface Verdicts {
  readonly before: Verdict;
  readonly now: Verdict;
}

export type JudgedPicture = GeneratedPicture & Verdicts;

/** What the page asks of the worker that explores; each order has an answer with its number. */
export type ExploreOrder =
  | {
      readonly type: 'open';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly engine: EngineChoice;
    }
  | {
      readonly type: 'paint';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly engine: EngineChoice;
      /** float32 [count, latentSize]. */
      readonly latents: Float32Array<ArrayBuffer>;
      readonly urgency: Urgency;
    }
  | {
      readonly type: 'judge';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly discriminator: KeptDiscriminator;
      readonly engine: EngineChoice;
      /** As of `paint`. */
      readonly latents: Float32Array<ArrayBuffer>;
    }
  | {
      readonly type: 'directions';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly method: DirectionMethod;
    }
  /** Nobody waits for its answer any more; there is none to this. */
  | { readonly type: 'withdraw'; readonly id: number };

export type ExploreAnswer =
  | { readonly type: 'opened'; readonly id: number; readonly opened: OpenGenerator }
  | {
      readonly type: 'painted';
      readonly id: number;
      readonly pictures: readonly GeneratedPicture[];
    }
  | {
      readonly type: 'judged';
      readonly id: number;
      readonly pictures: readonly JudgedPicture[];
    }
  | {
      readonly type: 'directions';
      readonly id: number;
      /** float32 [latentSize] each. */
      readonly vectors: readonly Float32Array<ArrayBuffer>[];
    }
  | { readonly type: 'failed'; readonly id: number; readonly error: StudioErrorData };

/** Kept generators, painted from beside whatever trains. */
export interface Explorer {
  /** @throws StudioError `generator-not-kept`, or what the engine failed with. */
  open(generator: KeptGenerator, engine: EngineChoice): Promise<OpenGenerator>;
  /**
   * @param latents float32 [count, latentSize]; handed over.
   * @returns as many pictures, rgba uint8 [height, width, 4].
   * @throws StudioError `cancelled` once `signal` is.
   */
  paint(
    generator: KeptGenerator,
    engine: EngineChoice,
    latents: Float32Array<ArrayBuffer>,
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<readonly GeneratedPicture[]>;
  /**
   * Paints pictures and judges them as they are painted, in bytes; after whatever is to be painted alone.
   * @param latents as of `paint`.
   * @throws StudioError `discriminator-not-kept`; else as `paint`.
   */
  judge(
    generator: KeptGenerator,
    discriminator: KeptDiscriminator,
    engine: EngineChoice,
    latents: Float32Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<readonly JudgedPicture[]>;
  /** Directions that a slider is worth (explore/directions.ts), the strongest first.
   *  @throws StudioError `directions-not-found` for a net of another form. */
  directions(
    generator: KeptGenerator,
    method: DirectionMethod,
  ): Promise<readonly Float32Array<ArrayBuffer>[]>;
  /** Gives back all that exploring took; the next order begins afresh. */
  close(): void;
}
