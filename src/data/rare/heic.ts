import loadHeif, { type Heif, type HeifHandle } from 'libheif-js/libheif-wasm/libheif.js';
import programUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { cut, variant, type Decoder } from './decoder';
import { fetchProgram } from './wasm';

let program: Promise<ArrayBuffer> | null = null;
let running: Heif | null = null;

async function start(): Promise<Heif> {
  program ??= fetchProgram(programUrl);
  // What failed is fetched again with the next picture.
  program.catch(() => (program = null));
  const wasmBinary = await program;
  running ??= loadHeif({ wasmBinary, print: () => undefined, printErr: () => undefined });
  return running;
}

/** HEIC and other HEIF by libheif: the primary picture, which it turns and mirrors as the file says. */
export const heic: Decoder = {
  async open(bytes) {
    const heif = await start();
    const context = heif.heif_context_alloc();
    const read = heif.heif_context_read_from_memory(context, bytes);
    const handle = heif.heif_js_context_get_primary_image_handle(context);
    const close = () => heif.heif_context_free(context);
    if ('code' in handle) {
      close();
      throw told(read.message || handle.message);
    }
    const width = heif.heif_image_handle_get_width(handle);
    const height = heif.heif_image_handle_get_height(handle);
    return {
      width,
      height,
      orientation: 1,
      decode: () => decode(heif, handle, width, height),
      close: () => {
        heif.heif_image_handle_release(handle);
        close();
      },
    };
  },
};

async function decode(
  heif: Heif,
  handle: HeifHandle,
  width: number,
  height: number,
): Promise<Uint8ClampedArray> {
  const { heif_colorspace_RGB } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGBA } = heif.heif_chroma;
  let decoded;
  try {
    decoded = await heif.heif_js_decode_image2(
      handle,
      heif_colorspace_RGB,
      heif_chroma_interleaved_RGBA,
    );
  } catch (error) {
    // A program that broke off is not to be trusted with the next picture.
    running = null;
    throw error;
  }
  if ('code' in decoded) throw told(decoded.message);
  const plane = decoded.channels[0];
  if (!plane || plane.width !== width || plane.height !== height) throw new Error('Another size.');
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = plane.data.subarray(y * plane.stride, y * plane.stride + width * 4);
    out.set(row, y * width * 4);
  }
  const premultiplied = heif.heif_image_handle_is_premultiplied_alpha(handle);
  heif.heif_image_release(decoded.image);
  return premultiplied ? divided(out) : out;
}

/** What libheif says, as far as there is something to say to a person. */
function told(message: string): Error {
  if (/end of file/i.test(message)) return cut();
  if (/unsupported codec|decoder plugin/i.test(message)) return variant('codec');
  return new Error(message);
}

function divided(rgba: Uint8ClampedArray): Uint8ClampedArray {
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = i; c < i + 3; c++) rgba[c] = (rgba[c]! * 255) / alpha;
  }
  return rgba;
}
