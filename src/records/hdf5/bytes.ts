/** Little-endian bytes, one field after the other. */
export class Bytes {
  private readonly parts: number[] = [];

  u8(...values: readonly number[]): this {
    this.parts.push(...values);
    return this;
  }

  u16(value: number): this {
    return this.u8(value & 0xff, (value >> 8) & 0xff);
  }

  u32(value: number): this {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }

  u64(value: number | bigint): this {
    for (let left = BigInt(value), i = 0; i < 8; i++, left >>= 8n) this.u8(Number(left & 0xffn));
    return this;
  }

  bytes(values: Iterable<number>): this {
    for (const value of values) this.parts.push(value);
    return this;
  }

  zeros(count: number): this {
    for (let i = 0; i < count; i++) this.parts.push(0);
    return this;
  }

  /** Zeros up to a multiple of eight. */
  pad(): this {
    return this.zeros((8 - (this.parts.length % 8)) % 8);
  }

  get length(): number {
    return this.parts.length;
  }

  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.parts);
  }
}
