import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { Native } from './native';

/** Makes tensors within a kernel, and frees all but the result. */
export class Scratch {
  private readonly made: TensorInfo[] = [];
  readonly native: Native;

  private constructor(readonly backend: BackendWasm) {
    this.native = Native.of(backend);
  }

  static over(backend: object): Scratch {
    if (backend instanceof BackendWasm) return new Scratch(backend);
    throw new Error('A kernel of the WASM engine was called with another backend.');
  }

  /** A new float32 tensor with undefined content. */
  make(shape: number[]): TensorInfo {
    const output = this.backend.makeOutput(shape, 'float32');
    this.made.push(output);
    return output;
  }

  /** Where whole numbers lie in memory that a job reads. */
  table(numbers: readonly number[]): number {
    const table = this.makeIntegers(numbers.length);
    this.integers(table).set(numbers);
    return this.native.address(table);
  }

  /** int32 [count] with undefined content. */
  makeIntegers(count: number): TensorInfo {
    const output = this.backend.makeOutput([count], 'int32');
    this.made.push(output);
    return output;
  }

  /** The values of a float32 tensor, in place, until the next allocation. */
  values(info: TensorInfo): Float32Array {
    const values = this.backend.typedArrayFromHeap(info);
    if (values instanceof Float32Array) return values;
    throw new Error(`A float32 tensor was expected; it is ${info.dtype}.`);
  }

  /** Likewise of an int32 tensor. */
  integers(info: TensorInfo): Int32Array {
    const values = this.backend.typedArrayFromHeap(info);
    if (values instanceof Int32Array) return values;
    throw new Error(`An int32 tensor was expected; it is ${info.dtype}.`);
  }

  /** Frees all but what is the result. */
  release<T extends TensorInfo | TensorInfo[]>(result: T): T {
    const kept = new Set([result].flat().map(({ dataId }) => dataId));
    for (const { dataId } of this.made) if (!kept.has(dataId)) this.backend.disposeData(dataId);
    return result;
  }
}

export function shape4(info: TensorInfo): [number, number, number, number] {
  const [n, h, w, c] = info.shape;
  if (info.shape.length !== 4)
    throw new Error(`Four axes were expected: [${info.shape.join(', ')}].`);
  return [n!, h!, w!, c!];
}

/** Numbers of a tensor. */
export const sizeOf = ({ shape }: TensorInfo): number => util.sizeFromShape(shape);
