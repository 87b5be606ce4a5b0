import type { SkipReason } from '../skip-reasons';
import type { KindsOf, Nothing } from './of';

/** Of pictures and sets of them. */
export interface PictureErrors {
  'intake-cancelled': Nothing;
  /** Nothing but empty folders was dropped. */
  'drop-empty': Nothing;
  'drop-without-files': Nothing;
  /** None of the files became a picture; the commonest reason. */
  'no-picture-usable': { readonly files: number; readonly reason: SkipReason };
  'canvas-missing': Nothing;
  'grid-unreadable': Nothing;
  'set-all-left-out': { readonly set: string; readonly pictures: number };
  /** The run learns from pictures that the set does not have. */
  'set-lacks-pictures': { readonly set: string };
  'set-part-wrong': {
    readonly set: string;
    readonly part: number;
    readonly bytes: number;
    readonly expected: number;
  };
  'set-not-stored': Nothing;
  'set-to-change-gone': Nothing;
  'set-of-run-gone': {
    readonly run: string;
    readonly set: string;
    /** The same pictures would be known again. */
    readonly known: boolean;
  };
  'set-to-train-gone': { readonly newRun: boolean };
  'set-in-use': { readonly set: string };
  'picture-not-stored': { readonly set: string; readonly picture: number };
  /** The files of the set are not at hand on this visit. */
  'originals-not-at-hand': { readonly set: string };
  /** The file of a picture is not among those at hand, or has changed. */
  'original-gone': { readonly path: string };
  /** The picture is one of many in a file that holds numbers. */
  'original-within': { readonly path: string };
}

export const PICTURE_KINDS: KindsOf<PictureErrors> = {
  'intake-cancelled': 'cancelled',
  'drop-empty': 'set-empty',
  'drop-without-files': 'set-empty',
  'no-picture-usable': 'set-empty',
  'canvas-missing': 'picture-unreadable',
  'grid-unreadable': 'picture-unreadable',
  'set-all-left-out': 'set-empty',
  'set-lacks-pictures': 'set-missing',
  'set-part-wrong': 'set-missing',
  'set-not-stored': 'set-missing',
  'set-to-change-gone': 'set-missing',
  'set-of-run-gone': 'set-missing',
  'set-to-train-gone': 'set-missing',
  'set-in-use': 'busy-elsewhere',
  'picture-not-stored': 'set-missing',
  'originals-not-at-hand': 'picture-unreadable',
  'original-gone': 'picture-unreadable',
  'original-within': 'picture-unreadable',
};
