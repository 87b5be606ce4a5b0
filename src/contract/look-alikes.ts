import type { StudioErrorData } from './errors';

/** Places in a set of pictures that show the same: groups of two and more, each ascending, no picture in
 *  two of them. */
export type LookAlikeGroups = readonly (readonly number[])[];

/** Asks a worker to look through a stored set. */
export interface LookAlikeOrder {
  readonly datasetId: string;
}

export type LookAlikeEvent =
  | { readonly type: 'found'; readonly groups: LookAlikeGroups }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
