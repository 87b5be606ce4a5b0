import type { KeptGenerator } from './commands';
import type { StudioErrorData } from './errors';
import type { GeneratedPicture } from './events';
import type { EngineChoice } from './hyperparameters';
import type { PictureShape, PictureSize } from './picture-shape';
import type { EngineId } from './records';

/** How a generator paints on a larger map than its own: what comes after its first block knows no place. */
export interface LargerMap {
  /** Of its own map. */
  readonly cells: PictureSize;
  /** Pixels that one cell becomes, to either side. */
  readonly cell: number;
  /** Cells beside a cell that its pixels hang on. */
  readonly margin: number;
}

/** What is known of a kept generator that can be explored. */
export interface OpenGenerator {
  readonly latentSize: number;
  readonly shape: PictureShape;
  /** What paints. */
  readonly engine: EngineId;
  /** Whether it draws straight onto canvases of the page. */
  readonly draws: boolean;
  /** Why not, where it paints on no larger map. */
  readonly larger: LargerMap | StudioErrorData;
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

/** The epoch of a generator that was not trained yet: as its run began, made again of its seed. */
export const UNTRAINED = 0;

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
      readonly type: 'judge-painted';
      readonly id: number;
      /** That painted them. */
      readonly generator: KeptGenerator;
      readonly discriminator: KeptDiscriminator;
      readonly engine: EngineChoice;
      /** uint8 [height, width, 4] each. */
      readonly pictures: readonly Uint8ClampedArray<ArrayBuffer>[];
    }
  | {
      readonly type: 'directions';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly method: DirectionMethod;
    }
  /** Of two that wait for one canvas, the later takes the place of the earlier. */
  | {
      readonly type: 'draw';
      readonly id: number;
      readonly generator: KeptGenerator;
      readonly engine: EngineChoice;
      /** float32 [latentSize]. */
      readonly latent: Float32Array<ArrayBuffer>;
      /** Number of a canvas that was handed over. */
      readonly canvas: number;
    }
  | ExploreNote;

/** What has no answer of its own. */
export type ExploreNote =
  /** Nobody waits for the answer of that order any more: it is `cancelled`, unless it is under way. */
  | { readonly type: 'withdraw'; readonly id: number }
  /** Hands a canvas over, under a number of the page's choice. */
  | { readonly type: 'canvas'; readonly canvas: number; readonly offscreen: OffscreenCanvas }
  /** It is drawn on no more. */
  | { readonly type: 'close-canvas'; readonly canvas: number };

export type ExploreAnswer =
  | { readonly type: 'opened'; readonly id: number; readonly opened: OpenGenerator }
  | {
      readonly type: 'painted';
      readonly id: number;
      readonly pictures: readonly GeneratedPicture[];
    }
  | { readonly type: 'drawn'; readonly id: number }
  | {
      readonly type: 'judged';
      readonly id: number;
      readonly pictures: readonly JudgedPicture[];
    }
  | { readonly type: 'told'; readonly id: number; readonly verdicts: readonly Verdicts[] }
  | {
      readonly type: 'directions';
      readonly id: number;
      /** float32 [latentSize] each. */
      readonly vectors: readonly Float32Array<ArrayBuffer>[];
    }
  | { readonly type: 'failed'; readonly id: number; readonly error: StudioErrorData }
  /** What drew was lost: what stands on canvases may be gone. Nobody asked. */
  | { readonly type: 'canvases-lost' };

/** How a picture came onto a canvas: drawn there, or read back (rgba uint8 [height, width, 4]) by an
 *  engine that cannot draw; the canvas is untouched then. */
export type Drawn =
  { readonly kind: 'drawn' } | { readonly kind: 'read-back'; readonly picture: GeneratedPicture };

/** A canvas that was handed over to be drawn on. */
export interface DrawnCanvas {
  /** True once nothing can be drawn on it any more: it was closed, or its worker ended. */
  readonly closed: boolean;
  /** @param latent float32 [latentSize]; handed over.
   *  @throws StudioError `cancelled` where a later one took its place, or the canvas is closed. */
  draw(
    generator: KeptGenerator,
    engine: EngineChoice,
    latent: Float32Array<ArrayBuffer>,
  ): Promise<Drawn>;
  close(): void;
}

/** Kept generators, painted from beside whatever trains. */
export interface Explorer {
  /** @throws StudioError `generator-not-kept`, or what the engine failed with. */
  open(generator: KeptGenerator, engine: EngineChoice): Promise<OpenGenerator>;
  /**
   * @param latents float32 [count, latentSize]; handed over.
   * @returns as many pictures, rgba uint8 [height, width, 4].
   * @throws StudioError `cancelled` where `signal` was before it was begun.
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
  /**
   * Judges pictures that were painted already; when, and what it throws, as `judge`.
   * @param generator that painted them. @param pictures rgba uint8 [height, width, 4] each; they stay.
   */
  judgePainted(
    generator: KeptGenerator,
    discriminator: KeptDiscriminator,
    engine: EngineChoice,
    pictures: readonly Uint8ClampedArray<ArrayBuffer>[],
    signal: AbortSignal,
  ): Promise<readonly Verdicts[]>;
  /**
   * Takes a canvas to draw on, where the generator that is open `draws`.
   * @param onLost told when what drew was lost: what is shown is to be drawn again.
   */
  takeCanvas(offscreen: OffscreenCanvas, onLost: () => void): DrawnCanvas;
  /** Directions that a slider is worth (explore/directions.ts), the strongest first.
   *  @throws StudioError `directions-not-found` for a net of another form. */
  directions(
    generator: KeptGenerator,
    method: DirectionMethod,
  ): Promise<readonly Float32Array<ArrayBuffer>[]>;
  /** Gives back all that exploring took; the next order begins afresh. */
  close(): void;
}
