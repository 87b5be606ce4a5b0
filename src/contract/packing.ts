import type { StudioErrorData } from './errors';
import type { TakenPicture } from './exports';
import type { PictureSize } from './picture-shape';
import type { Signature } from './signature';

/** A picture on its way into an archive. */
export interface PackedPicture extends Pick<TakenPicture, 'rgba' | 'made'> {
  /** Of its file. */
  readonly name: string;
  readonly title: string;
}

/** Which pictures come first: smaller seeds, or those that the discriminator takes for real or generated. */
export const TAKEN_ORDERS = ['seed', 'real', 'generated'] as const;
export type TakenOrder = (typeof TAKEN_ORDERS)[number];

/** What becomes of them. */
export const PACKED_AS = ['zip', 'sheet'] as const;
export type PackedAs = (typeof PACKED_AS)[number];

/** What is packed, as it is known before the first picture. */
export interface PackPlan {
  readonly as: PackedAs;
  readonly title: string;
  readonly shape: PictureSize;
  readonly count: number;
  /** What they are signed with. */
  readonly signature: Signature | null;
}

/** Pixels of a contact sheet, at most: 128 MB of RGBA. */
const SHEET_PIXELS = 2 ** 25;
const SHEET_PICTURES = 256;

/** Pictures of this size that a contact sheet holds, at most. */
export const mostOnSheet = ({ height, width }: PictureSize): number =>
  Math.min(SHEET_PICTURES, Math.max(1, Math.floor(SHEET_PIXELS / (height * width))));

/** So many side by side that the sheet is about square. */
export const sheetColumns = ({ height, width }: PictureSize, count: number): number =>
  Math.min(count, Math.max(1, Math.ceil(Math.sqrt((count * height) / width))));

/** Messages to the worker that packs pictures as they are painted: `begin`, any number of `add`, `end`. */
export type PackOrder =
  | {
      readonly type: 'begin';
      readonly plan: PackPlan;
      /** Where the archive is written; null for into a Blob. */
      readonly to: FileSystemFileHandle | null;
    }
  | { readonly type: 'add'; readonly pictures: readonly PackedPicture[] }
  | { readonly type: 'end' };

export type PackEvent =
  /** The pictures of one `add` are in the archive. */
  | { readonly type: 'packed' }
  /** Ends it; null where it was written to a file. */
  | { readonly type: 'made'; readonly blob: Blob | null }
  | { readonly type: 'failed'; readonly error: StudioErrorData };

/** Packs pictures into one file, few of them in memory at once. */
export interface Packing {
  /** Resolves once they are in the archive. Rejects with StudioError, as `end` does. */
  add(pictures: readonly PackedPicture[]): Promise<void>;
  /** @returns the archive; null where it was written to a file. */
  end(): Promise<Blob | null>;
  /** Gives up; a file that was begun stays as it was. */
  cancel(): void;
}
