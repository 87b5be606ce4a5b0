import type { KindsOf, Nothing } from './of';

/** Of signing, and of images to sign with; `file` is a name. */
export interface SignatureErrors {
  /** The browser gives noise, or nothing, in place of what was drawn. */
  'pixels-kept-back': Nothing;
  'stamp-not-image': { readonly file: string };
  'stamp-unreadable': { readonly file: string };
  'stamp-too-large': { readonly file: string; readonly bytes: number; readonly most: number };
  /** All of it is transparent. */
  'stamp-empty': { readonly file: string };
}

export const SIGNATURE_ERROR_KINDS: KindsOf<SignatureErrors> = {
  'pixels-kept-back': 'picture-unreadable',
  'stamp-not-image': 'picture-unreadable',
  'stamp-unreadable': 'picture-unreadable',
  'stamp-too-large': 'picture-unreadable',
  'stamp-empty': 'picture-unreadable',
};
