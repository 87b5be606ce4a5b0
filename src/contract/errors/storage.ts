import type { StudioErrorData } from '../errors';
import type { KindsOf, Nothing } from './of';

/** Of the place where all is kept. */
export interface StorageErrors {
  'storage-full': Nothing;
  'storage-missing': Nothing;
  /** `said` is the browser's name or sentence for it. */
  'storage-refused': { readonly said: string };
  'storage-newer': Nothing;
  'storage-superseded': Nothing;
  'storage-blocked': Nothing;
  /** A part of a run in a newer form. */
  'record-newer': Nothing;
  /** Old grids and generators were let go on a full disk. */
  'run-thinned': Nothing;
  /** Training goes on, and what is made may not be kept. */
  'run-not-kept': { readonly error: StudioErrorData };
  /** The run goes on, and is measured no more by itself. */
  'not-measured': { readonly error: StudioErrorData };
  'checkpoint-not-saved': { readonly error: StudioErrorData };
  /** Not even the run's record could be written. */
  'run-not-created': { readonly error: StudioErrorData };
}

export const STORAGE_KINDS: KindsOf<StorageErrors> = {
  'storage-full': 'storage-full',
  'storage-missing': 'storage-unavailable',
  'storage-refused': 'storage-unavailable',
  'storage-newer': 'storage-unavailable',
  'storage-superseded': 'storage-unavailable',
  'storage-blocked': 'storage-unavailable',
  'record-newer': 'file-newer',
  'run-thinned': 'storage-full',
  'run-not-kept': null,
  'not-measured': 'unexpected',
  'checkpoint-not-saved': null,
  'run-not-created': null,
};
