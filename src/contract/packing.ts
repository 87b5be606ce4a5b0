import type { StudioErrorData } from './errors';
import type { TakenPicture } from './exports';
import type { PictureSize } from './picture-shape';

/** A picture on its way into an archive. */
export interface PackedPicture extends Pick<TakenPicture, 'rgba' | 'made'> {
  /** Of its file. */
  readonly name: string;
  readonly title: string;
}

/** Messages to the worker that packs pictures as they are painted: `begin`, any number of `add`, `end`. */
export type PackOrder =
  | {
      readonly type: 'begin';
      readonly shape: PictureSize;
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

/** Packs pictures into one ZIP, few of them in memory at once. */
export interface Packing {
  /** Resolves once they are in the archive. Rejects with StudioError, as `end` does. */
  add(pictures: readonly PackedPicture[]): Promise<void>;
  /** @returns the archive; null where it was written to a file. */
  end(): Promise<Blob | null>;
  /** Gives up; a file that was begun stays as it was. */
  cancel(): void;
}
