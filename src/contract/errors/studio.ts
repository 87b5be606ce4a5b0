import type { ErrorKind } from '../errors';
import type { KindsOf, Nothing } from './of';

/** Parts of the studio's program that are fetched when they are wanted. */
export type ProgramPart =
  | 'compiled-engine'
  | 'tfjs'
  | 'wasm'
  | 'webgl'
  | 'webgpu'
  | 'cpu'
  | 'decoder'
  | 'training-worker'
  | 'file-worker'
  | 'picture-worker'
  | 'set-worker'
  | 'explore-worker'
  | 'explore-room'
  | 'film-writer'
  | 'stamp-reader'
  | 'picture-record'
  | 'language'
  | 'jpeg-decoder'
  | 'png-decoder'
  | 'webp-decoder'
  | 'avif-decoder'
  | 'train-room'
  | 'runs-room'
  | 'skipped-files'
  | 'look-alikes'
  | 'focus-point'
  | 'shortcuts'
  | 'my-work'
  | 'close-up'
  | 'charts'
  | 'run-settings'
  | 'findings'
  | 'quality'
  | 'new-pictures'
  | 'server-dialog';

/** A worker that ended. */
export interface LostWorker {
  /** What the browser said of it; '' for nothing. */
  readonly said: string;
  /** It may have been for want of memory. */
  readonly memory: boolean;
}

/** Of the studio as a program. */
export interface StudioErrors {
  /** Words from elsewhere: a browser's, a driver's, a library's, or those that an older studio kept
   *  in place of a code. */
  text: { readonly kind: ErrorKind; readonly text: string; readonly hint: string };
  cancelled: Nothing;
  'part-missing': { readonly part: ProgramPart };
  'training-worker-stopped': LostWorker & { readonly heldRun: boolean };
  'training-worker-not-started': LostWorker & { readonly heldRun: boolean };
  'training-worker-silent': { readonly heldRun: boolean };
  'training-worker-unreadable': { readonly heldRun: boolean };
  'picture-worker-lost': Nothing;
  'set-worker-stopped': Nothing;
  'measure-worker-lost': Nothing;
  'explore-worker-stopped': LostWorker;
  'directions-not-found': Nothing;
  'directions-file-wrong': { readonly size: number };
  'file-worker-stopped': LostWorker;
  'file-worker-unreadable': Nothing;
  'file-worker-misunderstood': { readonly answer: string };
}

export const STUDIO_KINDS: KindsOf<StudioErrors> = {
  text: null,
  cancelled: 'cancelled',
  'part-missing': 'part-missing',
  'training-worker-stopped': 'worker-lost',
  'training-worker-not-started': 'worker-lost',
  'training-worker-silent': 'worker-lost',
  'training-worker-unreadable': 'worker-lost',
  'picture-worker-lost': 'worker-lost',
  'set-worker-stopped': 'worker-lost',
  'measure-worker-lost': 'worker-lost',
  'explore-worker-stopped': 'worker-lost',
  'directions-not-found': 'unexpected',
  'directions-file-wrong': 'file-unreadable',
  'file-worker-stopped': 'worker-lost',
  'file-worker-unreadable': 'worker-lost',
  'file-worker-misunderstood': 'unexpected',
};
