import { StudioError } from '../../contract/errors';
import type { Hdf5Form } from '../../contract/errors/files';

/** What HDF5 can be and the studio does not read. */
export function otherForm(form: Hdf5Form): never {
  throw new StudioError('file-hdf5-form', { form });
}

export function damagedAt(at: number): never {
  throw new StudioError('file-hdf5-damaged', { at });
}

/** Little-endian numbers of a file; whatever lies outside of it is damage. */
export class View {
  private readonly view: DataView;

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** So many bytes. */
  part(at: number, length: number): Uint8Array<ArrayBuffer> {
    this.need(at, length);
    return this.bytes.subarray(at, at + length);
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.view.getUint8(at);
  }

  u16(at: number): number {
    this.need(at, 2);
    return this.view.getUint16(at, true);
  }

  u32(at: number): number {
    this.need(at, 4);
    return this.view.getUint32(at, true);
  }

  /** An address or a length; larger than any file is none. */
  u64(at: number): number {
    this.need(at, 8);
    const value = this.view.getBigUint64(at, true);
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
  }

  /** Refuses what does not begin with these letters. */
  signature(at: number, letters: string): void {
    if (this.text(at, letters.length) !== letters) damagedAt(at);
  }

  text(at: number, length: number): string {
    return new TextDecoder().decode(this.part(at, length));
  }

  /** A text up to its zero. @param most bytes that it may have, the zero included. */
  name(at: number, most: number): string {
    const part = this.part(at, Math.min(most, Math.max(0, this.bytes.length - at)));
    const end = part.indexOf(0);
    if (end < 0) damagedAt(at);
    return this.text(at, end);
  }

  private need(at: number, length: number): void {
    if (!(at >= 0 && length >= 0 && at + length <= this.bytes.length)) damagedAt(at);
  }
}
