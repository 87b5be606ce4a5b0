import type { NetSpec } from '../contract/net-spec';
import type { Signature, StampImage } from '../contract/signature';

/** What a page begins with: one picture, or a walk that never ends. */
export const ARTWORK_MODES = ['picture', 'walk'] as const;
export type ArtworkMode = (typeof ARTWORK_MODES)[number];

/** A signature as JSON has it: its image's pixels in base64. */
export type WrittenSignature = Omit<Signature, 'image'> & {
  readonly image: (Omit<StampImage, 'rgba'> & { readonly rgba: string }) | null;
};

/** What a page of artwork is told, beside the weights of its generator. */
export interface Artwork {
  readonly title: string;
  /** Seed of the first picture; that of the picture after it is one more. */
  readonly edition: number;
  readonly begins: ArtworkMode;
  readonly generator: NetSpec;
  readonly signature: WrittenSignature | null;
}

/** Elements of the page that hold what it shows: JSON, and float32 numbers in lines of base64. */
export const DATA_ID = 'artwork';
export const WEIGHTS_ID = 'weights';

/** Pixels of the painted picture. */
export interface Frame {
  /** uint8 [height, width, 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** What computes the pictures, the best first. */
export const ARTWORK_ENGINES = ['webgpu', 'wasm', 'javascript'] as const;
export type ArtworkEngine = (typeof ARTWORK_ENGINES)[number];

/** To the worker. Latents are float32 [latent size]. */
export type ToPainter =
  | {
      readonly type: 'open';
      readonly artwork: Artwork;
      /** float32 of all weights, one tensor after another, in the order of `weightSpecs`. */
      readonly weights: Float32Array<ArrayBuffer>;
      /** The only one to be tried; null for the best there is. */
      readonly engine: ArtworkEngine | null;
    }
  | {
      readonly type: 'paint';
      readonly latent: Float32Array<ArrayBuffer>;
      /** Where a signature of a random place lies goes by it. */
      readonly key: string;
    };

export type FromPainter =
  | { readonly type: 'opened'; readonly engine: ArtworkEngine }
  | { readonly type: 'painted'; readonly frame: Frame }
  | { readonly type: 'failed'; readonly message: string };
