import type { PictureSize } from '../contract/picture-shape';
import { PNG_SIGNATURE, chunk, textChunk, type PngText } from './png-texts';

/** Colour types of the format by channels: grey, RGB, RGBA. */
const COLOUR_TYPES = { 1: 0, 3: 2, 4: 6 } as const;
const PAETH = 4;

/** Pixels of a picture, by rows. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** uint8 [height, width, channels], sRGB, not premultiplied. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * A PNG, written without a canvas: browsers that keep pages from recognising people put noise into
 * what a canvas gives back. Pixels come out of it as they went in.
 * @param texts stand before the pixels.
 */
export async function encodePng(
  { width, height, channels, data }: Pixels,
  texts: readonly PngText[] = [],
): Promise<Blob> {
  const packed = await deflate(predict(data, width * channels, channels, null));
  const said = texts.map(textChunk);
  const head = headerChunk({ width, height, channels });
  const parts = [head, ...said, chunk('IDAT', packed), chunk('IEND')];
  return new Blob([PNG_SIGNATURE, ...parts], { type: 'image/png' });
}

/** `IHDR`, of eight bits a channel. */
export function headerChunk({
  width,
  height,
  channels,
}: Omit<Pixels, 'data'>): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOUR_TYPES[channels], 0, 0, 0], 8);
  return chunk('IHDR', header);
}

/**
 * A square picture as PNG, without the alpha channel where all of it is opaque.
 * @param rgba uint8 [height, width, 4].
 */
export function rgbaToPng(
  rgba: Uint8ClampedArray,
  { height, width }: PictureSize,
  texts: readonly PngText[] = [],
): Promise<Blob> {
  return encodePng(withoutAlpha({ width, height, channels: 4, data: rgba }), texts);
}

/** The same pixels without alpha, where all are opaque. */
export function withoutAlpha(pixels: Pixels): Pixels {
  const { channels, data } = pixels;
  if (channels !== 4) return pixels;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return pixels;
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    rgb[to++] = data[from]!;
    rgb[to++] = data[from + 1]!;
    rgb[to++] = data[from + 2]!;
  }
  return { ...pixels, channels: 3, data: rgb };
}

/** Each byte as what it differs by from Paeth's guess at it, each row led by the guess's number.
 *  Of the format's guesses the one that packs paintings best.
 *  @param data whole rows, `width` bytes each. @param before the row above the first; null above the picture. */
export function predict(
  data: Uint8Array | Uint8ClampedArray,
  width: number,
  channels: number,
  before: Uint8Array | Uint8ClampedArray | null,
): Uint8Array<ArrayBuffer> {
  const rows = data.length / width;
  const out = new Uint8Array(rows * (width + 1));
  const zeros = before ?? new Uint8Array(width);
  for (let y = 0, at = 0, to = 0; y < rows; y++) {
    out[to++] = PAETH;
    // The row above, so that its byte x is at `above + x`.
    const [up, above] = y === 0 ? [zeros, 0] : [data, at - width];
    for (let x = 0; x < width; x++, at++) {
      const left = x < channels ? 0 : data[at - channels]!;
      const over = up[above + x]!;
      const corner = x < channels ? 0 : up[above + x - channels]!;
      const toLeft = Math.abs(over - corner);
      const toUp = Math.abs(left - corner);
      const toCorner = Math.abs(left + over - 2 * corner);
      const guess = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? over : corner;
      out[to++] = data[at]! - guess;
    }
  }
  return out;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
