import type { IntakeOptions } from '../../contract/intake';
import { longerSide, wantedShape } from '../../contract/picture-shape';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { findEnding } from '../formats/endings/ending';
import { jpegIsCut } from '../formats/endings/jpeg';
import { takeOutExif } from '../formats/exif';
import { readHeaderSize, type HeaderSize } from '../formats/header';
import type { DecodedKind, FileKind, PictureKind } from '../formats/sniff';
import { readSvgSize, resizeSvg } from '../formats/svg';
import { decodeText } from '../formats/text';
import { aspectTooFar, isTurned, reducedWidth } from '../pixels/geometry';
import { tooSmall } from './too-small';
import { readBack, type ReadBack } from '../pixels/read-back';
import { decodeByLibrary, hasLibrary } from './libraries';
import { Unreadable } from '../rare/decoder';
import { loadDecoder } from '../rare/decoders';
import { DecoderMissing } from '../rare/wasm';
import { bitmapRaster, pixelRaster, upright, type Raster } from './raster';

/** What decoding needs from outside. */
export interface DecodeHooks {
  /** Waits until another large picture may be in memory. The result gives the place back. */
  permit(): Promise<() => void>;
  /** Draws an SVG at its stated size, on the page; null where it cannot be drawn. */
  draw(svg: Blob, width: number, height: number): Promise<ImageBitmap | null>;
  /** From now until the result is called decoding may take so many milliseconds; then this worker is
   *  ended and the picture given up. */
  watch(ms: number): () => void;
}

/** A kind of file that is a picture. */
export type PictureFile = Extract<FileKind, { type: 'picture' | 'decoded' }>;

export type Decoded<T> =
  | { readonly kind: 'decoded'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: SkipReason };

const MAX_PIXELS = 100_000_000;

/** Pictures above this many pixels are decoded a few at a time only (32 MB of RGBA). */
const LARGE_PIXELS = 8_000_000;

/** Milliseconds that a decoder of ours may take: to begin with, and for each megapixel. */
const DECODER_MS = 20_000;
const MEGAPIXEL_MS = 2000;

const NAMES: Readonly<Record<PictureKind | DecodedKind, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  bmp: 'BMP',
  svg: 'SVG',
  tiff: 'TIFF',
  heic: 'HEIC',
  jxl: 'JPEG XL',
  psd: 'PSD',
  tga: 'TGA',
  netpbm: 'PPM',
  icon: 'ICO',
};

const refused = (reason: SkipReason) => ({ kind: 'refused', reason }) as const;

/**
 * Decodes a picture, upright, possibly reduced, and hands it to `use`, whose result is returned;
 * it is closed thereafter. Sizes and aspect that the options rule out are refused,
 * as are pictures above 100 megapixels, before anything is decoded.
 */
export function decode<T>(
  bytes: Uint8Array<ArrayBuffer>,
  file: PictureFile,
  options: IntakeOptions,
  hooks: DecodeHooks,
  use: (raster: Raster) => Promise<T>,
): Promise<Decoded<T>> {
  if (file.type === 'decoded') return decodeHere(bytes, file.kind, options, hooks, use);
  return decodeByBrowser(bytes, file.kind, options, hooks, use);
}

async function decodeByBrowser<T>(
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
  options: IntakeOptions,
  hooks: DecodeHooks,
  use: (raster: Raster) => Promise<T>,
): Promise<Decoded<T>> {
  if (kind === 'svg') return decodeSvg(bytes, options, hooks, use);
  const header = readHeaderSize(bytes, kind);
  const tooLarge = header && header.width * header.height > MAX_PIXELS;
  if (tooLarge)
    return refused(skipReason('too-many-pixels', { width: header.width, height: header.height }));
  const ending = await findEnding(bytes, kind);
  if (ending.kind === 'cut') return refused(skipReason('cut-short', { format: NAMES[kind] }));
  if (!header) return refused(skipReason('damaged', { format: NAMES[kind] }));
  if (ending.kind === 'endless') return refused(skipReason('endless', { format: NAMES[kind] }));
  const small = tooSmall(header, options);
  if (small) return refused(small);
  const way = await readBack();
  if (way === 'none' && !hasLibrary(kind))
    return refused(skipReason('no-read-back', { format: NAMES[kind] }));
  const large = header.width * header.height > LARGE_PIXELS;
  const release = large ? await hooks.permit() : null;
  try {
    const { bytes: plain, orientation } = takeOutExif(ending.bytes, kind);
    const decoded =
      way === 'none'
        ? await decodeByLibrary(plain, kind)
        : await toRaster(new Blob([plain]), header, longerSide(wantedShape(options)), way);
    if (!decoded) return refused(skipReason('damaged', { format: NAMES[kind] }));
    if (kind === 'jpeg' && (await endsInGrey(decoded)) && jpegIsCut(bytes)) {
      decoded.close();
      return refused(skipReason('cut-short', { format: NAMES[kind] }));
    }
    const raster = upright(decoded, orientation);
    const turned = isTurned(header, raster);
    const natural = turned ? { width: header.height, height: header.width } : header;
    return await useRaster(raster, natural, options, use);
  } finally {
    release?.();
  }
}

/** By a decoder of ours, fetched when it is first needed. */
async function decodeHere<T>(
  bytes: Uint8Array<ArrayBuffer>,
  kind: DecodedKind,
  options: IntakeOptions,
  hooks: DecodeHooks,
  use: (raster: Raster) => Promise<T>,
): Promise<Decoded<T>> {
  let stopWatch = () => {};
  try {
    const decoder = await loadDecoder(kind);
    stopWatch = hooks.watch(DECODER_MS);
    const picture = await decoder.open(bytes);
    stopWatch();
    if ('kind' in picture) {
      return await decodeByBrowser(picture.bytes, picture.kind, options, hooks, use);
    }
    const { width, height } = picture;
    const pixels = width * height;
    let release: (() => void) | null = null;
    try {
      if (!(pixels > 0)) return refused(skipReason('damaged', { format: NAMES[kind] }));
      if (pixels > MAX_PIXELS) return refused(skipReason('too-many-pixels', { width, height }));
      const small = tooSmall({ width, height }, options);
      if (small) return refused(small);
      if (pixels > LARGE_PIXELS) release = await hooks.permit();
      stopWatch = hooks.watch(DECODER_MS + (MEGAPIXEL_MS * pixels) / 1e6);
      const rgba = await picture.decode();
      stopWatch();
      const raster = upright(pixelRaster(rgba, width, height), picture.orientation);
      return await useRaster(raster, raster, options, use);
    } finally {
      picture.close?.();
      release?.();
    }
  } catch (error) {
    return refused(whyNot(error, NAMES[kind]));
  } finally {
    stopWatch();
  }
}

function whyNot(error: unknown, format: string): SkipReason {
  if (error instanceof DecoderMissing) return skipReason('decoder-missing', { format });
  if (!(error instanceof Unreadable)) return skipReason('damaged', { format });
  if (error.what === 'cut') return skipReason('cut-short', { format });
  if (error.what === 'raw') return skipReason('unreadable', { kind: 'raw' });
  return skipReason('variant', { format, variant: error.what.variant });
}

/**
 * Whether the last pixel, before the picture is turned upright, is of about middle grey, as decoders
 * paint what a JPEG's data does not tell of. One pixel, since each read takes a canvas.
 */
async function endsInGrey(raster: Raster): Promise<boolean> {
  const last = { x: raster.width - 1, y: raster.height - 1, width: 1, height: 1 };
  const [r, g, b] = await raster.read(last);
  const neutral = Math.abs(r! - g!) <= 3 && Math.abs(g! - b!) <= 3;
  return neutral && g! > 100 && g! < 160;
}

/** Null where the browser cannot decode it. */
async function toRaster(
  blob: Blob,
  header: HeaderSize,
  edge: number,
  way: Exclude<ReadBack, 'none'>,
): Promise<Raster | null> {
  const width = reducedWidth(header.width, header.height, edge);
  const options: ImageBitmapOptions = {
    imageOrientation: 'from-image',
    ...(width === null ? {} : { resizeWidth: width, resizeQuality: 'high' }),
  };
  try {
    return bitmapRaster(await createImageBitmap(blob, options), way);
  } catch (error) {
    // Older browsers refuse options that they do not know; the picture is whole, and large, then.
    if (!(error instanceof TypeError)) return null;
    const whole = await createImageBitmap(blob).catch(() => null);
    return whole && bitmapRaster(whole, way);
  }
}

async function useRaster<T>(
  raster: Raster,
  natural: HeaderSize,
  options: IntakeOptions,
  use: (raster: Raster) => Promise<T>,
): Promise<Decoded<T>> {
  try {
    const { aspectVariance } = options;
    if (aspectVariance !== null && aspectTooFar(natural.width, natural.height, aspectVariance)) {
      return refused(skipReason('not-square', { width: natural.width, height: natural.height }));
    }
    return { kind: 'decoded', value: await use(raster) };
  } finally {
    raster.close();
  }
}

/** Drawn with its shorter side at twice the longer prepared one, so that lines come out smooth. */
async function decodeSvg<T>(
  bytes: Uint8Array<ArrayBuffer>,
  options: IntakeOptions,
  hooks: DecodeHooks,
  use: (raster: Raster) => Promise<T>,
): Promise<Decoded<T>> {
  const way = await readBack();
  if (way === 'none') return refused(skipReason('no-read-back', { format: NAMES.svg }));
  const text = decodeText(bytes);
  const natural = readSvgSize(text);
  if (!natural) return refused(skipReason('svg'));
  const short = Math.min(natural.width, natural.height);
  const scale = Math.min(
    (2 * longerSide(wantedShape(options))) / short,
    4096 / Math.max(natural.width, natural.height),
  );
  const width = Math.max(1, Math.round(natural.width * scale));
  const height = Math.max(1, Math.round(natural.height * scale));
  const svg = new Blob([resizeSvg(text, natural, width, height)], { type: 'image/svg+xml' });
  const bitmap = await hooks.draw(svg, width, height);
  if (!bitmap) return refused(skipReason('svg'));
  return useRaster(bitmapRaster(bitmap, way), natural, options, use);
}
