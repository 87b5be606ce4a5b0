/** Why a file was left out, as data; words/ has the sentences. */

import type { StudioErrorData } from './errors';

/** Files known by their content that cannot be read as pictures. */
export type UnreadableKind =
  | 'raw'
  | 'jp2'
  | 'pdf'
  | 'postscript'
  | 'hdr'
  | 'dds'
  | 'cgbi'
  | 'video'
  | 'audio'
  | 'html'
  | 'text'
  | 'labels'
  | 'idxOther'
  | 'otherArchive'
  | 'unknown';

/** What of a format is not read here. `of` is a method's or colour space's own name or number. */
export type FormatVariant =
  | 'codec'
  | 'palette-damaged'
  | 'palette-missing'
  | 'uneven-depths'
  | 'ycbcr'
  | 'deep'
  | 'layout'
  | 'multichannel'
  | 'depth'
  | 'zip-prediction'
  | 'packing'
  | 'channels-missing'
  | 'signed'
  | 'inks'
  | { readonly packedBy: string | number }
  | { readonly colourSpace: number };

type Nothing = Readonly<Record<never, never>>;

/** `format` is a format's own name, as JPEG. Sizes are in pixels. */
export interface SkipParams {
  /** The sentence that an older studio kept. */
  text: { readonly text: string };
  unreadable: { readonly kind: UnreadableKind };
  empty: Nothing;
  'cut-short': { readonly format: string };
  endless: { readonly format: string };
  damaged: { readonly format: string };
  variant: { readonly format: string; readonly variant: FormatVariant };
  'decoder-missing': { readonly format: string };
  'too-slow': Nothing;
  'too-many-pixels': { readonly width: number; readonly height: number };
  'too-many-bytes': { readonly bytes: number };
  'too-small': { readonly width: number; readonly height: number; readonly least: number };
  'not-square': { readonly width: number; readonly height: number };
  /** `of` is the path of the other, '' where that is not known. */
  duplicate: { readonly of: string };
  'over-limit': { readonly limit: number };
  'file-unreadable': Nothing;
  'too-little-memory': Nothing;
  'given-up': Nothing;
  /** `what` is what was thrown; '' where that says nothing. */
  unforeseen: { readonly what: string };
  'no-read-back': { readonly format: string };
  /** Something that the browser lacks or a part that it could not fetch. */
  failed: { readonly error: StudioErrorData };
  svg: Nothing;
  'gzip-other': Nothing;
  'zip-damaged': Nothing;
  'zip-split': Nothing;
  /** A name, or the number of a method that has none; null where even that is not known. */
  'zip-method': { readonly method: string | number | null };
  'zip-empty': Nothing;
  'zip-entry-damaged': Nothing;
  'zip-locked': Nothing;
  'zip-in-zip': Nothing;
  'unpacks-too-far': { readonly bytes: number };
  /** Pictures there, and as many as it claims to hold. */
  'idx-cut-short': { readonly read: number; readonly claimed: number };
}
export type SkipCode = keyof SkipParams;

const CODES = {
  text: null,
  unreadable: null,
  empty: null,
  'cut-short': null,
  endless: null,
  damaged: null,
  variant: null,
  'decoder-missing': null,
  'too-slow': null,
  'too-many-pixels': null,
  'too-many-bytes': null,
  'too-small': null,
  'not-square': null,
  duplicate: null,
  'over-limit': null,
  'file-unreadable': null,
  'too-little-memory': null,
  'given-up': null,
  unforeseen: null,
  'no-read-back': null,
  failed: null,
  svg: null,
  'gzip-other': null,
  'zip-damaged': null,
  'zip-split': null,
  'zip-method': null,
  'zip-empty': null,
  'zip-entry-damaged': null,
  'zip-locked': null,
  'zip-in-zip': null,
  'unpacks-too-far': null,
  'idx-cut-short': null,
} as const satisfies Readonly<Record<SkipCode, null>>;

export const isSkipCode = (value: unknown): value is SkipCode =>
  typeof value === 'string' && Object.hasOwn(CODES, value);

/** Why one file was left out: it survives `postMessage`, IndexedDB and JSON whole. */
export type SkipReason = {
  readonly [C in SkipCode]: { readonly code: C; readonly params: SkipParams[C] };
}[SkipCode];

export function skipReason<C extends SkipCode>(
  code: C,
  ...[params]: keyof SkipParams[C] extends never ? [] : [params: SkipParams[C]]
): SkipReason {
  return { code, params: params ?? {} } as SkipReason;
}
