import type { StudioErrorData } from './errors';

/** Messages between the page and a worker that carries one project out or in. */

/** A file of something that was unpacked; `name` is its path in it, '/'-separated. */
export interface LoosePart {
  readonly name: string;
  readonly file: Blob;
}

/** A project or the ZIP of a generator: as one archive, or unpacked. */
export type Carried = Blob | readonly LoosePart[];

/** Something of the studio's own that was found among what a person brought. */
export interface OwnFile {
  /** For people. */
  readonly name: string;
  readonly content: Carried;
}

/** Ids for what is brought in: nothing stored has them yet. */
export interface NewIds {
  readonly runId: string;
  readonly datasetId: string;
}

/** What came in. */
export interface Imported {
  readonly runId: string;
  /** The set it learns from, where that is stored here now. */
  readonly datasetId: string | null;
}

/** The one order that a worker is given; `exported`, `imported`, `discarded` or `failed` ends it. */
export type TransferOrder =
  | { readonly type: 'export'; readonly runId: string; readonly withPictures: boolean }
  | { readonly type: 'import'; readonly file: Carried; readonly ids: NewIds }
  /** Deletes what an import left behind that was ended before its end. */
  | { readonly type: 'discard'; readonly ids: NewIds };

export type TransferEvent =
  /** Bytes done and in all, as far as they are known. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  /** `name` is the run's. */
  | { readonly type: 'exported'; readonly name: string; readonly blob: Blob }
  | { readonly type: 'imported'; readonly imported: Imported }
  | { readonly type: 'discarded' }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
