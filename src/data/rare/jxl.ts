import decodeJxl, { init } from '@jsquash/jxl/decode.js';
import programUrl from '@jsquash/jxl/codec/dec/jxl_dec.wasm?url';
import { imageSize } from 'image-size';
import { fetchProgram } from './wasm';
import type { Decoder } from './decoder';

let program: Promise<WebAssembly.Module> | null = null;
let started = false;

async function start(): Promise<void> {
  program ??= fetchProgram(programUrl).then((bytes) => WebAssembly.compile(bytes));
  // What failed is fetched again with the next picture.
  program.catch(() => (program = null));
  // The declared type leaves out that a compiled program may be given.
  const begin = init as unknown as (compiled: WebAssembly.Module) => Promise<unknown>;
  await begin(await program);
  started = true;
}

/** JPEG XL by libjxl, as jSquash compiles it: turned upright, in sRGB, first frame. */
export const jxl: Decoder = {
  async open(bytes) {
    const { width, height } = imageSize(bytes);
    if (!started) await start();
    return {
      width,
      height,
      orientation: 1,
      async decode() {
        try {
          const { data } = await decodeJxl(bytes.buffer);
          return data;
        } catch (error) {
          // A program that broke off is not to be trusted with the next picture.
          started = false;
          throw error;
        }
      },
    };
  },
};
