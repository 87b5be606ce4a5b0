import type { StudioErrorData } from './errors';
import type { IntakeOptions } from './intake';

/** Messages between the page's pool of decode workers and one worker of it. */

/** Something to prepare: a file, or one entry of a ZIP file. */
export type DecodeSource =
  | { readonly kind: 'file'; readonly path: string; readonly blob: Blob }
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly archive: Blob;
      /** Path of the archive itself; names it among several. */
      readonly archivePath: string;
      /** Place in the archive's directory. */
      readonly entry: number;
    };

export interface ArchiveEntry {
  /** Path of the archive, then the path within it. */
  readonly path: string;
  readonly entry: number;
}

export type DecodeOutcome =
  | { readonly kind: 'ready'; readonly path: string; readonly hash: string }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  /** A ZIP file: its entries, sorted, are to be prepared in its place. */
  | { readonly kind: 'archive'; readonly path: string; readonly entries: readonly ArchiveEntry[] }
  /** A project or a generator that the studio made: no picture, to be brought in as what it is. */
  | { readonly kind: 'own'; readonly path: string; readonly blob: Blob };

/** What became of some sources, in their order. */
export interface DecodedBundle {
  readonly outcomes: readonly DecodeOutcome[];
  /** uint8 [ready outcomes, imageSize, imageSize, channels], in the order of the outcomes. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** A worker answers `bundle` any number of times and then `done` or `failed`, or, for `order`,
 *  `ordered`. */
export type DecodeJob =
  | { readonly type: 'prepare'; readonly sources: readonly DecodeSource[] }
  /** Looks for projects and generators alone: yields no other outcomes. */
  | { readonly type: 'findOwn'; readonly sources: readonly DecodeSource[] }
  /** Sample pictures `from` to `to` (not included). */
  | { readonly type: 'paint'; readonly from: number; readonly to: number }
  /** Paths in natural order, without system files. */
  | { readonly type: 'order'; readonly paths: readonly string[] };

export type ToDecoder =
  | { readonly type: 'configure'; readonly options: IntakeOptions }
  | { readonly type: 'job'; readonly id: number; readonly job: DecodeJob }
  /** A bundle was used up: one more may come. */
  | { readonly type: 'more'; readonly id: number }
  | { readonly type: 'permit'; readonly request: number }
  /** The drawing that was asked for; null where the SVG could not be read. */
  | { readonly type: 'drawn'; readonly request: number; readonly bitmap: ImageBitmap | null };

export type FromDecoder =
  /** The worker runs; the answer to `configure`. */
  | { readonly type: 'awake' }
  | { readonly type: 'bundle'; readonly id: number; readonly bundle: DecodedBundle }
  /** An IDX file holds this many pictures: the total grows. */
  | { readonly type: 'found'; readonly id: number; readonly more: number }
  | { readonly type: 'ordered'; readonly id: number; readonly order: Uint32Array<ArrayBuffer> }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: StudioErrorData }
  /** Before and after decoding a large picture: few may be in memory at a time. */
  | { readonly type: 'wantPermit'; readonly request: number }
  | { readonly type: 'returnPermit' }
  /** A picture may take so many milliseconds from now on, until `unwatch` or the worker is ended. */
  | {
      readonly type: 'watch';
      readonly request: number;
      readonly path: string;
      readonly ms: number;
    }
  | { readonly type: 'unwatch'; readonly request: number }
  /** Only a page can draw SVG. Width and height in pixels. */
  | {
      readonly type: 'draw';
      readonly request: number;
      readonly svg: Blob;
      readonly width: number;
      readonly height: number;
    };

/** Bundles of one job that may be under way before the worker waits for `more`. */
export const BUNDLES_AHEAD = 2;

/** Number of sample pictures. */
export const SAMPLE_PICTURES = 480;
