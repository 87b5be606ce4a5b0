import type { FocusPoint } from './focus';
import type { PictureSize, SizeChoice } from './picture-shape';
import type { CropMode } from './pictures';
import type { DatasetRecord } from './records';
import type { OwnFile } from './transfers';

/** How pictures are prepared. */
export interface IntakeOptions extends SizeChoice {
  readonly name: string;
  readonly channels: 1 | 3;
  readonly crop: CropMode;
  /** Pictures made of each file, 1 to 16: the first by `crop`, the others from places and at scales
   *  that follow from its bytes. */
  readonly cropsPerPicture: number;
  /** '#rrggbb' under transparent pixels and in `fit` padding. */
  readonly background: string;
  /** keragan's aspect_variance: pictures whose height / width lies outside
   *  (1 - v, 1 + v) are skipped; null keeps all. */
  readonly aspectVariance: number | null;
  /** Skip pictures that are smaller than the prepared ones on either side. */
  readonly ignoreSmaller: boolean;
  /** At most this many pictures; null for all. */
  readonly limit: number | null;
  /** Where crops are taken that are not to be in the centre; of files among which there may be others. */
  readonly focusPoints?: readonly FocusPoint[];
}

export const DEFAULT_INTAKE: IntakeOptions = {
  name: '',
  imageSize: 64,
  shape: 'square',
  pictureWidth: 64,
  pictureHeight: 64,
  channels: 3,
  crop: 'centre',
  cropsPerPicture: 1,
  background: '#ffffff',
  aspectVariance: null,
  ignoreSmaller: false,
  limit: null,
};

/** A file as it was dropped or chosen. */
export interface SourceFile {
  /** Path within what was dropped, '/'-separated. */
  readonly path: string;
  readonly file: File;
  /** The browser listed it and would not open it; `file` is then a stand-in without content. */
  readonly unreadable?: true;
}

/** What was dropped, as far as the browser hands it over. */
export type Dropped =
  | {
      readonly kind: 'files';
      /** All of it, folders walked whole; never rejects. */
      readonly files: Promise<readonly SourceFile[]>;
      /** Whether everything bears the name of a project. */
      readonly projects: boolean;
      /** The only file. */
      readonly lone?: File;
    }
  | { readonly kind: 'refused'; readonly why: DropRefusal };

/** What came instead of files. */
export type DropRefusal = 'fileAddress' | 'pictureAddress' | 'link' | 'text' | 'nothing';

export interface IntakeProgress {
  /** Files finished, ready or skipped; system files are not counted. */
  readonly done: number;
  /** Files found so far; grows while folders and archives are walked. */
  readonly total: number;
  readonly ready: number;
  readonly skipped: number;
  readonly picturesPerSecond: number;
  readonly stage: 'walking' | 'decoding' | 'storing';
}

/** A prepared picture, shown as it arrives. */
export interface PreparedPicture {
  readonly path: string;
  /** uint8 [height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface IntakeListener {
  progress(progress: IntakeProgress): void;
  /** A few pictures at a time, in order of arrival. */
  pictures(pictures: readonly PreparedPicture[]): void;
  /** Something of the studio's own lay among the files; it is not a part of the set. */
  own(file: OwnFile): void;
}

/** A picture of a set by what tells its file: its path, and its SHA-256 as lower-case hex. */
export interface FileOfPicture {
  readonly path: string;
  readonly hash: string;
}

/** A picture of a set that is put in the place of the one before. */
export interface PictureChange {
  readonly datasetId: string;
  /** Place in the set. */
  readonly picture: number;
  /** uint8 [height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly point: FocusPoint;
  /** From now on the set's `createdAt`, by which sets are told apart. */
  readonly at: number;
  /** Where runs need the set as it is: the id of a copy that is changed in its stead. */
  readonly copy: string | null;
}

/** Prepares pictures off the main thread and stores them as a set. */
export interface Intake {
  /**
   * Resolves with the stored set (never an empty one).
   * Rejects with a StudioError: `set-empty` when no picture was usable (hint names the commonest
   * reason), also where all that came was the studio's own; `cancelled` after the signal,
   * `storage-full`.
   */
  prepare(
    files: readonly SourceFile[],
    options: IntakeOptions,
    listener: IntakeListener,
    signal: AbortSignal,
  ): Promise<DatasetRecord>;

  /** The studio's own files among others, and whether there are others; of these only a few bytes
   *  are read. */
  findOwn(
    files: readonly SourceFile[],
  ): Promise<{ readonly own: readonly OwnFile[]; readonly others: boolean }>;

  /**
   * The first picture of one file, prepared by itself and stored nowhere.
   * Rejects with StudioError `original-gone` where the file is not among those given or has changed,
   * `original-within` where it is a part of one that holds many.
   * @returns uint8 [height, width, channels], and the size of the file's picture.
   */
  prepareOne(
    files: readonly SourceFile[],
    of: FileOfPicture,
    options: IntakeOptions,
  ): Promise<{ readonly pixels: Uint8Array<ArrayBuffer>; readonly original: PictureSize }>;

  /** Changes a stored set whole or not at all. @returns its record, or that of the copy. */
  changePicture(change: PictureChange): Promise<DatasetRecord>;

  /** The seeded sample pictures, painted at the asked size, as a set. */
  paintSamples(
    options: IntakeOptions,
    listener: IntakeListener,
    signal: AbortSignal,
  ): Promise<DatasetRecord>;
}
