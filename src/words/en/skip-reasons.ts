import type { FormatVariant, UnreadableKind } from '../../contract/skip-reasons';
import { count } from '../format';
import type { SkipTexts } from '../skip-reasons';
import { countOf } from './count-of';

/** Files known by their content that cannot be read as pictures. */
const UNREADABLE: Readonly<Record<UnreadableKind, string>> = {
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
};

const VARIANTS: Readonly<Record<Extract<FormatVariant, string>, string>> = {
  codec: 'of a codec other than HEVC',
  'palette-damaged': 'whose palette is damaged',
  'palette-missing': 'without its palette',
  'uneven-depths': 'whose channels differ in depth',
  ycbcr: 'of YCbCr that is not packed by JPEG',
  deep: 'with more than 16 bits a colour',
  layout: 'of an unusual layout',
  multichannel: 'in multichannel mode',
  depth: 'of an unusual depth',
  'zip-prediction': 'packed by ZIP with prediction',
  packing: 'packed in an unusual way',
  'channels-missing': 'with channels missing',
  signed: 'of signed numbers',
  inks: 'of inks other than cyan, magenta, yellow and black',
};

function variantText(variant: FormatVariant): string {
  if (typeof variant === 'string') return VARIANTS[variant];
  if ('packedBy' in variant) return `packed by ${methodText(variant.packedBy)}`;
  return `in colour space ${variant.colourSpace}`;
}

const methodText = (method: string | number): string =>
  typeof method === 'number' ? `method ${method}` : method;

const size = (width: number, height: number): string => `${count(width)} × ${count(height)} pixels`;

const megabytes = (bytes: number): string => `${count(Math.round(bytes / 2 ** 20))} MB`;

export const skipReasons: SkipTexts = {
  text: ({ text }) => text,
  unreadable: ({ kind }) => UNREADABLE[kind],
  empty: 'The file is empty.',
  'cut-short': ({ format }) =>
    `${format} that ends too early: part of the picture is missing. Copy or download it again.`,
  endless: ({ format }) =>
    `${format} without an end: part of the picture may be missing. Copy or download it again, or open it in another program and save it anew.`,
  damaged: ({ format }) => `${format} that is damaged: it cannot be decoded.`,
  variant: ({ format, variant }) =>
    `${format} ${variantText(variant)}: it is not read here; open it in another program and save it as PNG.`,
  'decoder-missing': ({ format }) =>
    `${format}: the part of the studio that reads it could not be fetched. Drop it again when the connection, or the studio’s server, is back.`,
  'too-slow':
    'It took too long to decode and was given up; open it in another program and save it as JPEG or PNG.',
  'too-many-pixels': ({ width, height }) =>
    `${size(width, height)}: more than 100 megapixels is too large to open here; make it smaller first.`,
  'too-many-bytes': ({ bytes }) =>
    `${megabytes(bytes)}: a picture file of more than 512 MB is too large to open here.`,
  'too-small': ({ width, height, least }) => `${size(width, height)}: smaller than ${least} px.`,
  'not-square': ({ width, height }) => `${size(width, height)}: too far from square.`,
  duplicate: ({ of }) => `The same picture as ${of || 'another one'}.`,
  'over-limit': ({ limit }) => `Beyond the limit of ${countOf(limit, 'picture')}.`,
  'file-unreadable':
    'The browser could not read the file; it may have been moved or changed since. Drop it again.',
  'too-little-memory':
    'The browser had too little memory for it; make it smaller first, or close other pages.',
  'given-up':
    'The browser gave up on it each time, without saying why. Open and export it anew, perhaps smaller.',
  unforeseen: ({ what }) =>
    `It could not be read, for a reason the studio does not know (${what || 'no word of it'}). Try it once more.`,
  'no-read-back': ({ format }) =>
    `${format}: this browser puts noise into what a page reads of it, to keep people from being recognised (in Firefox and Tor Browser: privacy.resistFingerprinting). Turn that off and reload the page, or export it as JPEG, PNG, WebP or AVIF.`,
  failed: ({ error }, tell) => {
    const { message, hint } = tell.error(error);
    return `${message} ${hint}`.trim();
  },
  svg: 'SVG that cannot be drawn: it is damaged or refers to things outside itself.',
  'gzip-other': 'GZIP file that holds no IDX pictures; unpack it first.',
  'zip-damaged': 'ZIP that is damaged: it cannot be opened. Make or download it again.',
  'zip-split':
    'One part of a ZIP that is in several parts; put them together first, with the program that made them.',
  'zip-method': ({ method }) =>
    `Packed by ${method === null ? 'a method' : methodText(method)} within its ZIP, which is not read here; unpack it first, or pack it as Deflate, the usual method.`,
  'zip-empty': 'ZIP that holds no files.',
  'zip-entry-damaged': 'Damaged within its ZIP: it cannot be unpacked.',
  'zip-locked': 'Locked with a password; unpack it first.',
  'zip-in-zip': 'A ZIP within a ZIP; unpack it first.',
  'unpacks-too-far': ({ bytes }) =>
    `It would unpack to ${megabytes(bytes)} out of next to nothing: no picture does.`,
  'idx-cut-short': ({ read, claimed }) =>
    `IDX file that ends too early: ${count(read)} of ${countOf(claimed, 'picture')} ${read === 1 ? 'is' : 'are'} there.`,
};
