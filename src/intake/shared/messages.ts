import type { DecodeSource, DecodedBundle } from '../../contract/decode';
import type { StudioErrorData } from '../../contract/errors';
import type { IntakeOptions, PictureChange } from '../../contract/intake';
import type { SkippedFile } from '../../contract/pictures';
import type { DatasetRecord } from '../../contract/records';

/** Messages between the page and the workers of one preparation: those that decode, and the one that
 *  writes the set. */

/** A decode worker answers `bundle` any number of times and then `done` or `failed`. */
export type DecodeJob =
  | { readonly type: 'prepare'; readonly sources: readonly DecodeSource[] }
  /** Looks for projects and generators alone: yields no other outcomes. */
  | { readonly type: 'findOwn'; readonly sources: readonly DecodeSource[] }
  /** Sample pictures `from` to `to` (not included). */
  | { readonly type: 'paint'; readonly from: number; readonly to: number };

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

/** To the worker that writes a set. It takes messages one after another. */
export type ToWriter =
  | { readonly type: 'open'; readonly id: string; readonly options: IntakeOptions }
  /** Outcomes come in the order of the set; those beyond the limit are not taken. */
  | { readonly type: 'add'; readonly bundle: DecodedBundle }
  | { readonly type: 'skip'; readonly files: readonly SkippedFile[] }
  | {
      readonly type: 'finish';
      readonly name: string;
      readonly createdAt: number;
      readonly painted: boolean;
    }
  /** Sent alone, to a worker that makes no set; answered by `finished`. */
  | { readonly type: 'change'; readonly change: PictureChange }
  /** Nothing of what was sent is wanted any more: answered once storage is at rest. */
  | { readonly type: 'settle' };

export type FromWriter =
  /** The worker runs; the answer to `open`. */
  | { readonly type: 'awake' }
  /** The answer to `add` and `skip`: room for another. */
  | ({ readonly type: 'added' } & Added)
  | { readonly type: 'finished'; readonly record: DatasetRecord }
  | { readonly type: 'settled' }
  | { readonly type: 'failed'; readonly error: StudioErrorData };

export interface Added {
  /** Outcomes that were taken before the limit was reached. */
  readonly taken: number;
  /** Pictures of the set, and files that were skipped, since its beginning. */
  readonly ready: number;
  readonly skipped: number;
  /** Pictures to show, the newest, now and then. */
  readonly shown: ShownPictures | null;
}

export interface ShownPictures {
  readonly paths: readonly string[];
  /** uint8 [paths, height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}
