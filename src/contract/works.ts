import type { ExportId } from './exports';

/** Work of some seconds that the person began: a file that is made, or a run that is opened.
 *  `pictures`: how many, or which one, counted from 1; `run`: its name, null where it is not known. */
export type WorkData =
  | { readonly kind: ExportId; readonly pictures: number }
  | { readonly kind: 'open'; readonly run: string | null };
