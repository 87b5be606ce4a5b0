import type { StudioErrorData } from './errors';
import type { EngineChoice } from './hyperparameters';
import type { PictureSize } from './picture-shape';
import type { GeneratorGroup } from './records';
import type { Signature } from './signature';

/** What happens in a film [FILM1] to [FILM4]. */
export const FILM_KINDS = ['learning', 'walk', 'favourites', 'growing'] as const;
export type FilmKind = (typeof FILM_KINDS)[number];

/** Those that show how a generator came to be, and need the generators of several epochs. */
export const throughEpochs = (kind: FilmKind): boolean => kind === 'learning' || kind === 'growing';

export const FILM_FORMATS = ['mp4', 'webm', 'gif'] as const;
export type FilmFormat = (typeof FILM_FORMATS)[number];

/** How a path goes from one picture to the next: at one speed, or resting at each. */
export const FILM_PACES = ['linear', 'smooth'] as const;
export type FilmPace = (typeof FILM_PACES)[number];

/** Which kept epochs a film goes through: all, or fewer and fewer of them, as the TensorFlow tutorial's. */
export const FILM_EPOCHS = ['all', 'early'] as const;
export type FilmEpochs = (typeof FILM_EPOCHS)[number];

type Numbers = Float32Array<ArrayBuffer>;

/** A film as numbers: `explore/film.ts` says what each of its frames shows. */
export interface FilmPlan {
  readonly kind: FilmKind;
  /** Frames in all, 1 at least. */
  readonly frames: number;
  /** Generators that it goes through, one or more. */
  readonly generators: number;
  /** Pictures in each frame. */
  readonly cells: number;
  /** float32 [latentSize] each: where each cell begins; of `favourites` what all cells go through. */
  readonly latents: readonly Numbers[];
  /** What each cell turns towards, orthogonal to where it begins and as long; empty where nothing turns. */
  readonly turns: readonly Numbers[];
  /** From one generator to the next gradually, rather than at once; of `favourites` from picture to picture,
   *  rather than along arcs. */
  readonly fade: boolean;
  readonly pace: FilmPace;
}

/** What a film is like, apart from what it shows. */
export interface FilmLook {
  readonly format: FilmFormat;
  readonly framesPerSecond: number;
  /** Cells beside and above each other: 1 is a single picture. */
  readonly grid: number;
  /** Pixels of one cell. */
  readonly cell: PictureSize;
}

/** The one order that a worker is given; its answer, or `failed`, ends it. */
export type FilmOrder =
  /** Which formats can be written of frames of that size. */
  ({ readonly type: 'formats'; readonly framesPerSecond: number } & PictureSize) | MakeFilm;

export interface MakeFilm {
  readonly type: 'make';
  readonly runId: string;
  readonly weights: GeneratorGroup;
  readonly engine: EngineChoice;
  /** Epochs of the plan's generators, in its order. */
  readonly epochs: readonly number[];
  readonly plan: FilmPlan;
  readonly look: FilmLook;
  /** Written into the file. */
  readonly title: string;
  readonly comment: string;
  /** Where it is written; null for into a Blob. */
  readonly to: FileSystemFileHandle | null;
  /** What its frames are signed with. */
  readonly signature: Signature | null;
}

export type FilmEvent =
  /** Frames done, and in all. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'formats'; readonly formats: readonly FilmFormat[] }
  /** Null where it was written to a file. */
  | { readonly type: 'made'; readonly blob: Blob | null }
  | { readonly type: 'failed'; readonly error: StudioErrorData };

/** Films of kept generators, made beside whatever trains. */
export interface Films {
  /** Which formats this browser writes at that size and speed. */
  formats(size: PictureSize, framesPerSecond: number): Promise<readonly FilmFormat[]>;
  /** Asks where a film is to be written, with the name that it would have; null where this browser
   *  cannot write to a file of the person's choice. */
  askForFile(name: string, format: FilmFormat): Promise<FileSystemFileHandle | 'cancelled' | null>;
  /** @returns the film; null where it was written to a file.
   *  @throws StudioError `cancelled` once `signal` is, 'film-format-missing', or what the engine failed with. */
  make(
    order: MakeFilm,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Blob | null>;
  /** A text as the beginning of a file name that is good everywhere. */
  fileName(text: string): string;
}
