import type { PictureSize } from './picture-shape';
import type { SkipReason } from './skip-reasons';

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
  | {
      readonly kind: 'ready';
      readonly path: string;
      /** Of the file's picture as it was decoded, upright; missing where it was painted here. */
      readonly original?: PictureSize;
    }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: SkipReason }
  /** A ZIP file: its entries, sorted, are to be prepared in its place. */
  | { readonly kind: 'archive'; readonly path: string; readonly entries: readonly ArchiveEntry[] }
  /** A project or a generator that the studio made: no picture, to be brought in as what it is. */
  | { readonly kind: 'own'; readonly path: string; readonly blob: Blob };

/** What became of some sources, in their order. */
export interface DecodedBundle {
  readonly outcomes: readonly DecodeOutcome[];
  /** uint8 [ready outcomes, height, width, channels], in the order of the outcomes. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** uint8 [ready outcomes, HASH_BYTES]: SHA-256 of each picture's file. */
  readonly hashes: Uint8Array<ArrayBuffer>;
}

/** Number of sample pictures. */
export const SAMPLE_PICTURES = 480;
