import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { vi } from 'vitest';
import type { Engine } from '../../engine/engine';
import { forRuns, passingTuningCache } from '../../engine/opening/for-runs';
import { openTfjs } from '../../engine/tfjs/open';

const LIBRARY = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm';

/**
 * The WASM engine in Node, many times as fast as plain JavaScript, on one thread. Its programs are asked
 * for by addresses on a server, which are paths in this project.
 */
export async function openNodeWasm(): Promise<Engine> {
  // The library reads its own from the disk here.
  vi.doMock(`${LIBRARY}-simd.wasm?url`, () => ({
    default: resolve(`node_modules/${LIBRARY}-simd.wasm`),
  }));
  // What a browser has, and the engine asks about: no thread is started here.
  Object.assign(globalThis, { Worker: globalThis.Worker ?? class {} });
  if (!('navigator' in globalThis))
    Object.assign(globalThis, { navigator: { hardwareConcurrency: 1 } });
  globalThis.fetch = async (address) => {
    const path = address instanceof Request ? address.url : String(address);
    return new Response(new Uint8Array(await readFile(`.${path}`)));
  };
  return forRuns(await openTfjs('wasm'), [], passingTuningCache());
}
