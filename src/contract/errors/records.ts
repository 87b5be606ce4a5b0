import type { ErrorKind, StudioErrorData } from '../errors';
import type { KindsOf } from './of';

/** Records and documents that are checked when they are read. The first are those of the storage,
 *  the others those of project files. */
export type RecordName =
  | 'run'
  | 'set'
  | 'gone-set'
  | 'chunk'
  | 'picture-block'
  | 'metric-block'
  | 'sample'
  | 'measures'
  | 'generator'
  | 'favourite'
  | 'direction'
  | 'signature'
  | 'checkpoint'
  | 'block'
  | 'file-manifest'
  | 'file-run'
  | 'file-samples'
  | 'file-measures'
  | 'file-keepsakes'
  | 'file-generator'
  | 'file-checkpoint'
  | 'file-set'
  | 'file-hashes'
  | 'file-paths'
  | 'file-weights'
  | 'state'
  | 'file-part';

/** A place in a record: its name, then whatever leads on from there, as "run, choice, excluded 3". */
export type Place = `${RecordName}${string}`;

/** What a value should be that needs no number to be told. */
export type PlainExpected =
  | 'text'
  | 'boolean'
  | 'number'
  | 'count'
  | 'list'
  | 'object'
  | 'bytes'
  | 'float32'
  | 'float64'
  | 'uint32'
  | 'image'
  | 'colour'
  | 'id'
  | 'tensor-name'
  | 'group-name'
  | 'counter-name'
  | 'sha256'
  | 'finite-tensor'
  | 'webp-or-png'
  | 'scores-in-range';

/** What a value should be. */
export type Expected =
  | { readonly is: PlainExpected }
  | {
      readonly is: 'text-up-to' | 'list-up-to' | 'names-up-to' | 'bytes-up-to' | 'shape-up-to';
      readonly most: number;
    }
  | { readonly is: 'whole-within' | 'number-within'; readonly least: number; readonly most: number }
  | { readonly is: 'one-of'; readonly choices: readonly string[] }
  | { readonly is: 'tensors-of' | 'numbers-of' | 'hash-of'; readonly count: number }
  | { readonly is: 'rows-at-step'; readonly rows: number; readonly step: number }
  | { readonly is: 'metric-rows'; readonly rows: number; readonly numbers: number }
  | { readonly is: 'grid-for' | 'scores-for'; readonly pictures: number };

/** What was found instead: a number, what kind of value it is, or a shape. */
export type Found =
  | number
  | 'nothing'
  | 'list'
  | 'other'
  | 'string'
  | 'number'
  | 'bigint'
  | 'boolean'
  | 'symbol'
  | 'undefined'
  | 'object'
  | 'function'
  | { readonly shape: readonly number[] }
  | { readonly numbers: number };

export interface BlockPlace {
  readonly block: number;
  readonly blocks: number;
}

/** Of records that are read, from the storage or from a file. */
export interface RecordErrors {
  'record-damaged': {
    readonly kind: ErrorKind;
    readonly record: RecordName;
    readonly cause: StudioErrorData;
  };
  'value-wrong': { readonly place: Place; readonly expected: Expected; readonly found: Found };
  'kind-unknown': { readonly place: Place; readonly found: string };
  'folders-of-other-count': {
    readonly place: Place;
    readonly pictures: number;
    readonly found: number;
  };
  'folder-not-listed': { readonly place: Place };
  /** One block of bytes of a blob, from 1; `found` is null where it is missing. */
  'block-of-other-size': BlockPlace & { readonly bytes: number; readonly found: number | null };
  /** Its checksum is another. */
  'block-changed': BlockPlace;
  'picture-block-wrong': {
    readonly place: Place;
    readonly most: number;
    readonly paths: number;
    readonly hashBytes: number;
  };
}

export const RECORD_KINDS: KindsOf<RecordErrors> = {
  'record-damaged': null,
  'value-wrong': 'unexpected',
  'kind-unknown': 'unexpected',
  'folders-of-other-count': 'unexpected',
  'folder-not-listed': 'unexpected',
  'block-of-other-size': 'unexpected',
  'block-changed': 'unexpected',
  'picture-block-wrong': 'unexpected',
};
