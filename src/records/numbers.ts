/** Typed arrays as files hold them: little-endian, whatever the machine. */

type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
type NumbersClass<T extends Numbers> = {
  new (buffer: ArrayBuffer): T;
  readonly BYTES_PER_ELEMENT: number;
};

export const LITTLE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The arrays one after the other as bytes. */
export function toBytes(
  arrays: readonly (Float32Array | Float64Array | Uint32Array)[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + array.byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    const part = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    bytes.set(part, at);
    if (!LITTLE) swap(bytes.subarray(at, at + part.length), array.BYTES_PER_ELEMENT);
    at += part.length;
  }
  return bytes;
}

/** Takes typed arrays off a run of bytes, each with a buffer of its own. */
export class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {}

  /** Bytes that are left. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** @param count at most what is left; the caller checked it. */
  take<T extends Numbers>(kind: NumbersClass<T>, count: number): T {
    const size = count * kind.BYTES_PER_ELEMENT;
    const part = this.bytes.slice(this.at, this.at + size);
    this.at += size;
    if (!LITTLE) swap(part, kind.BYTES_PER_ELEMENT);
    return new kind(part.buffer);
  }
}

export function allFinite(values: Float32Array | Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

export function swap(bytes: Uint8Array, width: number): void {
  for (let i = 0; i < bytes.length; i += width) bytes.subarray(i, i + width).reverse();
}
