/** Bits that a table look-up tells at once; longer codes are followed bit by bit. */
const LOOK = 9;

/** A Huffman table: how many bits a code takes, and its value. */
export interface HuffmanTable {
  /** By the next LOOK bits: length << 8 | value; 0 where the code is longer or none. */
  readonly quick: Uint16Array;
  /** By length: the code above the last of that length, left-aligned in 16 bits; -1 for none. */
  readonly limit: Int32Array;
  /** By length: what added to a code gives its place among `values`. */
  readonly offset: Int32Array;
  readonly values: Uint8Array;
}

/** Reads a table as a DHT segment holds it (ITU-T T.81, annex C); null where it is nonsense. */
export function readHuffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable | null {
  const quick = new Uint16Array(1 << LOOK);
  const limit = new Int32Array(17).fill(-1);
  const offset = new Int32Array(17);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!;
    offset[length] = at - code;
    for (let i = 0; i < count; i++, code++, at++) {
      if (code >= 1 << length) return null;
      if (length > LOOK) continue;
      const first = code << (LOOK - length);
      quick.fill((length << 8) | values[at]!, first, first + (1 << (LOOK - length)));
    }
    if (count > 0) limit[length] = code << (16 - length);
    code <<= 1;
  }
  return { quick, limit, offset, values };
}

/**
 * Reads the compressed data of a scan bit by bit, up to the next marker; beyond it come zeros, which
 * are counted.
 */
export class JpegBits {
  private held = 0;
  private count = 0;
  /** Bits handed out, or held, that are none of the file's. */
  private made = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** Whether more was read than there is before the next marker. */
  get spent(): boolean {
    return this.made > this.count;
  }

  private fill(): void {
    const { bytes } = this;
    while (this.count <= 24) {
      const byte = bytes[this.at];
      if (byte === undefined || (byte === 0xff && bytes[this.at + 1] !== 0)) {
        this.held <<= 8;
        this.made += 8;
      } else {
        this.held = (this.held << 8) | byte;
        this.at += byte === 0xff ? 2 : 1;
      }
      this.count += 8;
    }
  }

  /** The value of the next code; -1 where there is no such code. */
  code(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const found = table.quick[(this.held >>> (this.count - LOOK)) & ((1 << LOOK) - 1)]!;
    if (found !== 0) {
      this.count -= found >> 8;
      return found & 255;
    }
    const next = (this.held >>> (this.count - 16)) & 0xffff;
    for (let length = LOOK + 1; length <= 16; length++) {
      if (next >= table.limit[length]!) continue;
      this.count -= length;
      return table.values[(next >> (16 - length)) + table.offset[length]!] ?? -1;
    }
    this.count -= 1;
    return -1;
  }

  /** At most 16 bits as a number. */
  take(bits: number): number {
    if (this.count < bits) this.fill();
    this.count -= bits;
    return (this.held >>> this.count) & ((1 << bits) - 1);
  }

  /** Passes over at most 16 bits. */
  skip(bits: number): void {
    if (this.count < bits) this.fill();
    this.count -= bits;
  }

  /** Whether the byte at hand ends in ones, as encoders fill up a scan's last one. */
  get filledUp(): boolean {
    const left = Math.max(0, this.count - this.made) & 7;
    const bits = (this.held >>> (this.count - left)) & ((1 << left) - 1);
    return bits === (1 << left) - 1;
  }

  /** Where the first byte lies of which nothing was read. */
  get place(): number {
    let at = this.at;
    for (let unread = (this.count - this.made) >> 3; unread > 0; unread--) {
      at -= 1;
      if (this.bytes[at] === 0 && this.bytes[at - 1] === 0xff) at -= 1;
    }
    return at;
  }
}
