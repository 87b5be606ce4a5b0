import avifProgram from '@jsquash/avif/codec/dec/avif_dec.wasm?url';
import jpegProgram from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import webpProgram from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import type { ProgramPart } from '../../contract/errors/studio';
import { fetchPart, partMissing } from '../../contract/fetch-part';
import type { PictureKind } from '../formats/sniff';
import { pngPixels } from './png-pixels';
import { pixelRaster, type Raster } from './raster';

type Decode = (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>;

/** What fetches a decoder of ours, once, when the first picture of its kind needs it. */
const LIBRARIES: Readonly<Partial<Record<PictureKind, () => Promise<Decode>>>> = {
  jpeg: async () => {
    const { default: decode, init } = await fetchPart(
      'jpeg-decoder',
      () => import('@jsquash/jpeg/decode.js'),
    );
    await init(await program('jpeg-decoder', jpegProgram));
    // By its EXIF, as browsers do.
    return async (bytes) => rasterOf(await decode(exact(bytes), { preserveOrientation: true }));
  },
  webp: async () => {
    const { default: decode, init } = await fetchPart(
      'webp-decoder',
      () => import('@jsquash/webp/decode.js'),
    );
    await init(await program('webp-decoder', webpProgram));
    return async (bytes) => rasterOf(await decode(exact(bytes)));
  },
  avif: async () => {
    const { default: decode, init } = await fetchPart(
      'avif-decoder',
      () => import('@jsquash/avif/decode.js'),
    );
    await init(await program('avif-decoder', avifProgram));
    return async (bytes) => rasterOf(await decode(exact(bytes)));
  },
  png: async () => {
    const { decode } = await fetchPart('png-decoder', () => import('fast-png'));
    // oxlint-disable-next-line typescript/require-await -- what it throws is a rejection
    return async (bytes) => {
      const png = decode(bytes, { checkCrc: false });
      return pixelRaster(pngPixels(png), png.width, png.height);
    };
  },
};

const fetched = new Map<PictureKind, Promise<Decode>>();

/**
 * Decodes without the browser's help: colour profiles are passed over, and CMYK is not read.
 * @returns null where no decoder of ours reads the kind, or it cannot read this picture.
 * @throws StudioError('part-missing') where the decoder cannot be fetched.
 */
export async function decodeByLibrary(
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
): Promise<Raster | null> {
  const load = LIBRARIES[kind];
  if (!load) return null;
  const loading = fetched.get(kind) ?? load();
  fetched.set(kind, loading);
  const decode = await loading.catch((error: unknown) => {
    // The next picture tries again.
    fetched.delete(kind);
    throw error;
  });
  return decode(bytes).catch(() => null);
}

export const hasLibrary = (kind: PictureKind): boolean => LIBRARIES[kind] !== undefined;

async function program(part: ProgramPart, url: string): Promise<WebAssembly.Module> {
  const answer = await fetch(url).catch((error: unknown) => {
    throw partMissing(part, error);
  });
  if (!answer.ok) throw partMissing(part, answer.status);
  return WebAssembly.compile(await answer.arrayBuffer());
}

function rasterOf(image: ImageData | null): Raster {
  if (!image) throw new Error('The decoder gave nothing.');
  return pixelRaster(image.data, image.width, image.height);
}

/** The bytes in a buffer of their own, which is what the decoders take. */
const exact = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
