/**
 * Why a file was left out, in words for people: what it is, and what to do where there is
 * something to do. The one table of such reasons.
 */

import { count, countOf } from './count';

/** Files known by their content that cannot be read as pictures. */
export const UNREADABLE = {
  raw: 'A camera’s raw file: it is not read here; export as JPEG or TIFF.',
  jp2: 'JPEG 2000: browsers cannot read it; export as JPEG.',
  pdf: 'PDF: a document, not a picture; export its pages as PNG.',
  postscript: 'PostScript: browsers cannot read it; export as PNG.',
  hdr: 'High dynamic range picture: browsers cannot read it; export as JPEG or PNG.',
  dds: 'DDS texture: browsers cannot read it; export as PNG.',
  cgbi: 'PNG in Apple’s own variant (from an iPhone app): browsers cannot read it; open and export it as an ordinary PNG.',
  video: 'Video: only still pictures are read; export frames as JPEG.',
  audio: 'Sound, not a picture.',
  html: 'A web page, not a picture; the download may have failed. Fetch the picture again.',
  text: 'Text, not a picture.',
  labels: 'IDX labels: the studio needs only the pictures.',
  idxOther: 'IDX file that holds no grey 8-bit pictures.',
  otherArchive: 'Archive that browsers cannot open; unpack it first, or make it a ZIP.',
  unknown: 'Not a picture of a kind the studio knows.',
} as const;
export type UnreadableKind = keyof typeof UNREADABLE;

/** All other reasons. Sizes are in pixels. */
export const skipReason = {
  unreadable: (kind: UnreadableKind): string => UNREADABLE[kind],
  empty: (): string => 'The file is empty.',
  cutShort: (format: string): string =>
    `${format} that ends too early: part of the picture is missing. Copy or download it again.`,
  endless: (format: string): string =>
    `${format} without an end: part of the picture may be missing. Copy or download it again, or open it in another program and save it anew.`,
  damaged: (format: string): string => `${format} that is damaged: it cannot be decoded.`,
  variant: (format: string, variant: string): string =>
    `${format} ${variant}: it is not read here; open it in another program and save it as PNG.`,
  decoderMissing: (format: string): string =>
    `${format}: the part of the studio that reads it could not be fetched. Drop it again when the connection, or the studio’s server, is back.`,
  tookTooLong: (): string =>
    'It took too long to decode and was given up; open it in another program and save it as JPEG or PNG.',
  tooManyPixels: (width: number, height: number): string =>
    `${count(width)} × ${count(height)} pixels: more than 100 megapixels is too large to open here; make it smaller first.`,
  tooManyBytes: (bytes: number): string =>
    `${count(Math.round(bytes / 2 ** 20))} MB: a picture file of more than 512 MB is too large to open here.`,
  tooSmall: (width: number, height: number, size: number): string =>
    `${count(width)} × ${count(height)} pixels: smaller than ${size} px.`,
  aspect: (width: number, height: number): string =>
    `${count(width)} × ${count(height)} pixels: too far from square.`,
  duplicate: (of: string): string => `The same picture as ${of}.`,
  limit: (limit: number): string => `Beyond the limit of ${countOf(limit, 'picture')}.`,
  unreadableFile: (): string =>
    'The browser could not read the file; it may have been moved or changed since. Drop it again.',
  tooMuchMemory: (): string =>
    'The browser had too little memory for it; make it smaller first, or close other pages.',
  gaveUp: (): string =>
    'The browser gave up on it each time, without saying why. Open and export it anew, perhaps smaller.',
  unforeseen: (what: string): string =>
    `It could not be read, for a reason the studio does not know (${what}). Try it once more.`,
  noReadBack: (format: string): string =>
    `${format}: this browser puts noise into what a page reads of it, to keep people from being recognised (in Firefox and Tor Browser: privacy.resistFingerprinting). Turn that off and reload the page, or export it as JPEG, PNG, WebP or AVIF.`,
  svg: (): string => 'SVG that cannot be drawn: it is damaged or refers to things outside itself.',
  gzipOther: (): string => 'GZIP file that holds no IDX pictures; unpack it first.',
  zipDamaged: (): string => 'ZIP that is damaged: it cannot be opened. Make or download it again.',
  zipSplit: (): string =>
    'One part of a ZIP that is in several parts; put them together first, with the program that made them.',
  zipMethod: (method: string): string =>
    `Packed by ${method} within its ZIP, which is not read here; unpack it first, or pack it as Deflate, the usual method.`,
  zipEmpty: (): string => 'ZIP that holds no files.',
  zipEntryDamaged: (): string => 'Damaged within its ZIP: it cannot be unpacked.',
  unpacksTooFar: (bytes: number): string =>
    `It would unpack to ${count(Math.round(bytes / 2 ** 20))} MB out of next to nothing: no picture does.`,
  zipLocked: (): string => 'Locked with a password; unpack it first.',
  zipInZip: (): string => 'A ZIP within a ZIP; unpack it first.',
  idxCutShort: (read: number, claimed: number): string =>
    `IDX file that ends too early: ${count(read)} of ${countOf(claimed, 'picture')} ${read === 1 ? 'is' : 'are'} there.`,
} as const;
