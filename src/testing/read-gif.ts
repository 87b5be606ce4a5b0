/** What a GIF file holds, read by the letter of GIF89a and by nothing of what wrote it. */
export interface ReadGif {
  readonly width: number;
  readonly height: number;
  /** How often it plays, 0 for ever; null where it does not say. */
  readonly repeat: number | null;
  readonly comment: string;
  readonly frames: readonly {
    /** Hundredths of a second. */
    readonly delay: number;
    /** uint8 [height, width, 4]. */
    readonly rgba: Uint8Array;
  }[];
}

export function readGif(bytes: Uint8Array): ReadGif {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (new TextDecoder().decode(bytes.subarray(0, 6)) !== 'GIF89a') throw new Error('No GIF89a.');
  const [width, height, flags] = [view.getUint16(6, true), view.getUint16(8, true), bytes[10]!];
  const colours = 2 << (flags & 7);
  const palette = bytes.subarray(13, 13 + 3 * colours);
  let at = 13 + (flags & 0x80 ? 3 * colours : 0);
  const frames: ReadGif['frames'][number][] = [];
  let [delay, repeat, comment]: [number, number | null, string] = [0, null, ''];

  /** Sub-blocks, each with its length before it, to the empty one. */
  const blocks = (): Uint8Array => {
    const parts: number[] = [];
    while (bytes[at]! > 0) {
      parts.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!));
      at += 1 + bytes[at]!;
    }
    at += 1;
    return Uint8Array.from(parts);
  };

  for (;;) {
    const kind = bytes[at++];
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = bytes[at++];
      const data = blocks();
      if (label === 0xf9) delay = data[1]! | (data[2]! << 8);
      else if (label === 0xfe) comment = new TextDecoder().decode(data);
      else if (label === 0xff) repeat = data[12]! | (data[13]! << 8);
    } else if (kind === 0x2c) {
      const size = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
      if (size[0] !== width || size[1] !== height || bytes[at + 8]! & 0xc0) {
        throw new Error('A frame of other size, interlaced, or with colours of its own.');
      }
      at += 9;
      const codeSize = bytes[at++]!;
      const indices = unpack(blocks(), codeSize, width * height);
      const rgba = new Uint8Array(4 * width * height);
      for (const [i, index] of indices.entries()) {
        rgba.set([...palette.subarray(3 * index, 3 * index + 3), 255], 4 * i);
      }
      frames.push({ delay, rgba });
    } else throw new Error(`Block ${kind} at ${at - 1}.`);
  }
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes after its end.`);
  return { width, height, repeat, comment, frames };
}

/** LZW with codes of variable length, as Appendix F of GIF89a has it. */
function unpack(data: Uint8Array, codeSize: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const clear = 1 << codeSize;
  let table: Uint8Array[] = [];
  let before: Uint8Array | null = null;
  let [bits, at, bit] = [codeSize + 1, 0, 0];
  const reset = (): void => {
    table = Array.from({ length: clear + 2 }, (_, i) => Uint8Array.of(i));
    bits = codeSize + 1;
    before = null;
  };
  reset();
  for (;;) {
    let code = 0;
    for (let i = 0; i < bits; i++, bit++) code |= ((data[bit >> 3]! >> (bit & 7)) & 1) << i;
    if (code === clear) {
      reset();
      continue;
    }
    if (code === clear + 1) break;
    const previous: Uint8Array | null = before;
    const entry: Uint8Array | undefined =
      table[code] ?? (previous ? Uint8Array.from([...previous, previous[0]!]) : undefined);
    if (!entry) throw new Error(`Code ${code} is not known.`);
    out.set(entry, at);
    at += entry.length;
    if (previous && table.length < 4096) table.push(Uint8Array.from([...previous, entry[0]!]));
    if (table.length === 1 << bits && bits < 12) bits += 1;
    before = entry;
  }
  if (at !== length) throw new Error(`${at} of ${length} pixels.`);
  return out;
}
