const encoder = new TextEncoder();

/**
 * A message of Protocol Buffers that is being written: fields by number, in the order they are added.
 * Large fields are kept as they are and never copied.
 */
export class Message {
  private readonly parts: Uint8Array<ArrayBuffer>[] = [];
  private size = 0;

  /** int64, int32 or an enumeration; negative ones take ten bytes. */
  int(field: number, value: number): this {
    return this.tag(field, 0).varint(BigInt(value));
  }

  ints(field: number, values: readonly number[]): this {
    for (const value of values) this.int(field, value);
    return this;
  }

  /** float, 32 bits. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.tag(field, 5).add(bytes);
  }

  floats(field: number, values: readonly number[]): this {
    for (const value of values) this.float(field, value);
    return this;
  }

  bytes(field: number, value: Uint8Array<ArrayBuffer>): this {
    return this.tag(field, 2).varint(BigInt(value.length)).add(value);
  }

  /** UTF-8; what is no character is replaced by one that says so. */
  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: Message): this {
    this.tag(field, 2).varint(BigInt(value.size));
    for (const part of value.parts) this.add(part);
    return this;
  }

  messages(field: number, values: readonly Message[]): this {
    for (const value of values) this.message(field, value);
    return this;
  }

  /** What is written, piece by piece. */
  get pieces(): readonly Uint8Array<ArrayBuffer>[] {
    return this.parts;
  }

  private tag(field: number, wire: number): this {
    return this.varint(BigInt(field * 8 + wire));
  }

  /** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
  private varint(value: bigint): this {
    const bytes: number[] = [];
    let left = BigInt.asUintN(64, value);
    for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
    bytes.push(Number(left));
    return this.add(Uint8Array.from(bytes));
  }

  private add(part: Uint8Array<ArrayBuffer>): this {
    this.parts.push(part);
    this.size += part.length;
    return this;
  }
}
