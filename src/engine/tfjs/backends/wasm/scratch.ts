import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';

/** Rows or columns of zeros before and after one axis. */
export type Pad = readonly [before: number, after: number];

/**
 * Calls kernels of the WASM backend from within a kernel, and frees what they made. Tensors here
 * are plain records: a view with another shape shares the data and costs nothing.
 */
export class Scratch {
  private readonly made: TensorInfo[] = [];

  constructor(readonly backend: BackendWasm) {}

  static over(backend: object): Scratch {
    if (backend instanceof BackendWasm) return new Scratch(backend);
    throw new Error('A kernel of the WASM engine was called with another backend.');
  }

  /** Runs one kernel; its output is freed by `release`. */
  run(kernel: string, inputs: Record<string, TensorInfo>, attrs: NamedAttrMap): TensorInfo {
    const output = getKernel(kernel, 'wasm').kernelFunc({ inputs, attrs, backend: this.backend });
    if (Array.isArray(output)) throw new Error(`${kernel} gave several tensors.`);
    this.made.push(output);
    return output;
  }

  /** A new tensor with undefined content. */
  make(shape: number[]): TensorInfo {
    const output = this.backend.makeOutput(shape, 'float32');
    this.made.push(output);
    return output;
  }

  /** The values of a float32 tensor, in place, until the next allocation. */
  values(info: TensorInfo): Float32Array {
    const values = this.backend.typedArrayFromHeap(info);
    if (values instanceof Float32Array) return values;
    throw new Error(`A float32 tensor was expected; it is ${info.dtype}.`);
  }

  transpose(x: TensorInfo, perm: number[]): TensorInfo {
    return this.run('Transpose', { x }, { perm });
  }

  /** x [rows, columns] -> [columns, rows], about five times as fast as the library's for large x. */
  transposeMatrix(x: TensorInfo, rows: number, columns: number): TensorInfo {
    const out = this.make([columns, rows]);
    transposeInto(this.values(out), this.values(x), rows, columns);
    return out;
  }

  /** Rows `[row, row + height)` and columns `[column, column + width)` of x [n, h, w, c]. */
  crop(x: TensorInfo, row: number, height: number, column: number, width: number): TensorInfo {
    const [n, h, w, c] = shape4(x);
    if (row === 0 && column === 0 && height === h && width === w) return x;
    return this.run('Slice', { x }, { begin: [0, row, column, 0], size: [n, height, width, c] });
  }

  /** Convolution, stride 1. x: [n, h, w, in], filter: [kh, kw, in, out]. */
  conv(
    x: TensorInfo,
    filter: TensorInfo,
    padRows: Pad,
    padColumns: Pad,
    dilations: [number, number] = [1, 1],
  ): TensorInfo {
    const pad = [[0, 0], [...padRows], [...padColumns], [0, 0]];
    const attrs = { strides: [1, 1], pad, dataFormat: 'NHWC', dilations };
    return this.run('Conv2D', { x, filter }, attrs);
  }

  /** Frees all but `result`. */
  release(result: TensorInfo): TensorInfo {
    for (const info of this.made) {
      if (info.dataId !== result.dataId) this.backend.disposeData(info.dataId);
    }
    return result;
  }
}

export function shape4(info: TensorInfo): [number, number, number, number] {
  const [n, h, w, c] = info.shape;
  if (info.shape.length !== 4)
    throw new Error(`Four axes were expected: [${info.shape.join(', ')}].`);
  return [n!, h!, w!, c!];
}

/** Edge of the square blocks in which a matrix is transposed, so that both sides stay in cache. */
const BLOCK = 16;

function transposeInto(
  target: Float32Array,
  source: Float32Array,
  rows: number,
  columns: number,
): void {
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(rows, top + BLOCK);
    for (let left = 0; left < columns; left += BLOCK) {
      const right = Math.min(columns, left + BLOCK);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) {
          target[column * rows + row] = source[row * columns + column]!;
        }
      }
    }
  }
}
