import program from './native/kernels.wasm?url&inline';

/** A stretch of numbers that products are taken of. */
export interface From {
  readonly from: Float32Array;
  readonly at: number;
  readonly count: number;
}

/** A stretch of numbers that products are added to. */
export interface To {
  readonly to: Float32Array;
  readonly at: number;
  readonly count: number;
}

/** What the products of a network are computed with, and where its numbers lie. */
export interface Arithmetic {
  /** Room for so many numbers, all 0. */
  numbers(count: number): Float32Array;
  /**
   * to[o] += sum over i of from[i] w[i, o], on arrays that `numbers` gave.
   * @param weights [inputs, outputs] from `begin` on.
   */
  addProducts(this: void, from: From, weights: Float32Array, begin: number, to: To): void;
}

/** In plain JavaScript, everywhere. */
export const inJavaScript = (): Arithmetic => ({
  numbers: (count) => new Float32Array(count),
  addProducts({ from, at, count: inputs }, weights, begin, { to, at: out, count: outputs }) {
    for (let i = 0; i < inputs; i++) {
      const value = from[at + i]!;
      // What a ReLU has cut off adds nothing.
      if (value === 0) continue;
      const w = begin + i * outputs;
      for (let o = 0; o < outputs; o++) to[out + o]! += value * weights[w + o]!;
    }
  },
});

/** Exports of native/index.ts; addresses are in bytes. */
interface Program {
  readonly addProducts: (
    from: number,
    inputs: number,
    weights: number,
    to: number,
    outputs: number,
  ) => void;
}

const PAGE = 2 ** 16;
const NUMBER = Float32Array.BYTES_PER_ELEMENT;
/** Arrays begin at multiples of so many bytes, as SIMD reads them best. */
const LINE = 64;
/** Arrays of a network, at most: each may leave the rest of a line empty. */
const MOST_ARRAYS = 4096;

/**
 * In WebAssembly with SIMD, several times as fast; in JavaScript where the browser has none of it.
 * @param held numbers that it is to hold in all.
 */
export function inWasm(held: number): Arithmetic {
  try {
    return inMemory(held);
  } catch (error) {
    console.info(error);
    return inJavaScript();
  }
}

/** @throws CompileError, LinkError or RangeError where the browser has no SIMD or no such memory. */
export function inMemory(held: number): Arithmetic {
  const initial = Math.ceil((held * NUMBER + MOST_ARRAYS * LINE) / PAGE);
  const memory = new WebAssembly.Memory({ initial });
  const module = new WebAssembly.Module(bytesOf(program));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { addProducts } = exports as unknown as Program;
  let free = LINE;
  return {
    numbers(count) {
      const at = free;
      free += Math.ceil((count * NUMBER) / LINE) * LINE;
      return new Float32Array(memory.buffer, at, count);
    },
    addProducts({ from, at, count: inputs }, weights, begin, { to, at: out, count: outputs }) {
      addProducts(
        from.byteOffset + NUMBER * at,
        inputs,
        weights.byteOffset + NUMBER * begin,
        to.byteOffset + NUMBER * out,
        outputs,
      );
    },
  };
}

function bytesOf(dataUrl: string): Uint8Array<ArrayBuffer> {
  const text = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
