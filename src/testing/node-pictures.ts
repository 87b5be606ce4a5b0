import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pictureLength, squarePictures } from '../contract/picture-shape';
import { Stream, permutation } from '../contract/random';
import { flatten } from '../data/pixels/flatten';
import { cropGeometry } from '../data/pixels/geometry';
import { resample } from '../data/pixels/resample';
import type { Pictures } from '../measures/pictures';

/** What the decoder makes; Node has none of its own. */
class PlainImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

type DecodeJpeg = (bytes: ArrayBuffer) => Promise<PlainImageData>;

async function openJpeg(): Promise<DecodeJpeg> {
  Object.assign(globalThis, { ImageData: PlainImageData });
  const { default: decode, init } = await import('@jsquash/jpeg/decode.js');
  const program = createRequire(import.meta.url).resolve(
    '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  );
  await init(await WebAssembly.compile(readFileSync(program)));
  return decode;
}

/** Names of the JPEG files of a folder, shuffled, the same each time. */
export function shuffledJpegs(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort();
  const order = permutation(1, Stream.MeasurePictures, 0, names.length);
  return Array.from(order, (n) => names[n]!);
}

/** JPEG files as the studio prepares them: the largest square in the middle, reduced. */
export async function readJpegs(
  folder: string,
  names: readonly string[],
  edge: number,
  channels: 1 | 3 = 3,
): Promise<Pictures> {
  const decode = await openJpeg();
  const shape = squarePictures(edge, channels);
  const size = pictureLength(shape);
  const pixels = new Uint8Array(names.length * size);
  for (const [n, name] of names.entries()) {
    const bytes = Uint8Array.from(readFileSync(join(folder, name)));
    const { data, width, height } = await decode(bytes.buffer);
    const colours = flatten(data, [255, 255, 255], channels);
    const { source } = cropGeometry('centre', width, height, shape);
    const square = new Uint8Array(source.width * source.height * channels);
    const row = source.width * channels;
    for (let y = 0; y < source.height; y++) {
      const from = ((source.y + y) * width + source.x) * channels;
      square.set(colours.subarray(from, from + row), y * row);
    }
    pixels.set(resample(square, source.width, source.height, channels, edge, edge), n * size);
  }
  return { shape, count: names.length, pixels };
}
