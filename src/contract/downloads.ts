import type { StudioErrorData } from './errors';
import type { GeneratedPicture } from './events';
import type { PictureSize } from './picture-shape';
import type { GeneratorRecord, MetricBlockRecord, RunRecord } from './records';

/** Messages between the page and a worker that makes one file to take away. */

/** One grid of samples: its file name, and its image as it is stored (WebP or PNG). */
export interface NamedImage {
  readonly name: string;
  readonly image: Blob;
}

/** The one order that a worker is given; `made` or `failed` ends it. */
export type DownloadOrder =
  /** One PNG; rgba is uint8 [height, width, 4]. */
  | {
      readonly type: 'picture';
      readonly shape: PictureSize;
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
    }
  /** PNGs in a ZIP. */
  | {
      readonly type: 'pictures';
      readonly shape: PictureSize;
      readonly pictures: readonly GeneratedPicture[];
    }
  /** Images as PNGs in a ZIP. */
  | { readonly type: 'images'; readonly images: readonly NamedImage[] }
  /** Metric rows as CSV. */
  | { readonly type: 'curves'; readonly blocks: readonly MetricBlockRecord[] }
  | {
      readonly type: 'generator';
      readonly run: RunRecord;
      readonly generator: GeneratorRecord;
    };

export type DownloadEvent =
  /** Parts (pictures, blocks of rows) done, and in all. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'made'; readonly blob: Blob }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
