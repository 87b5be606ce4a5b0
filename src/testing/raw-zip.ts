/** An entry of a ZIP as its bytes say, whether or not it makes sense. */
export interface RawEntry {
  readonly name: Uint8Array | string;
  readonly data?: Uint8Array | string;
  /** Compression method; `data` is put in as it is. */
  readonly method?: number;
  readonly flags?: number;
  readonly extra?: Uint8Array | undefined;
  /** The size once unpacked, where it is not that of `data`. */
  readonly size?: number;
  readonly crc?: number;
}

const bytesOf = (value: Uint8Array | string): Uint8Array =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value;

/** A ZIP file byte by byte, for what writers of today no longer write (PKWARE APPNOTE 4.3). */
export function rawZip(entries: readonly RawEntry[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  const directory: number[] = [];
  const le = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
  for (const entry of entries) {
    const name = bytesOf(entry.name);
    const data = bytesOf(entry.data ?? '');
    const extra = entry.extra ?? new Uint8Array(0);
    const common = [
      ...le(20, 2),
      ...le(entry.flags ?? 0, 2),
      ...le(entry.method ?? 0, 2),
      ...le(0, 4),
      ...le(entry.crc ?? crc32(data), 4),
      ...le(data.length, 4),
      ...le(entry.size ?? data.length, 4),
      ...le(name.length, 2),
      ...le(extra.length, 2),
    ];
    const at = out.length;
    out.push(...le(0x04034b50, 4), ...common, ...name, ...extra, ...data);
    directory.push(...le(0x02014b50, 4), ...le(20, 2), ...common, ...le(0, 10), ...le(at, 4));
    directory.push(...name, ...extra);
  }
  const end = [
    ...le(0x06054b50, 4),
    ...le(0, 4),
    ...le(entries.length, 2),
    ...le(entries.length, 2),
  ];
  end.push(...le(directory.length, 4), ...le(out.length, 4), ...le(0, 2));
  return Uint8Array.from([...out, ...directory, ...end]);
}

/** A field that holds the name in UTF-8, with the check sum of the name that stands before it. */
export function unicodePath(name: Uint8Array, text: string): Uint8Array {
  const sum = crc32(name);
  const utf8 = bytesOf(text);
  const body = [1, sum & 255, (sum >>> 8) & 255, (sum >>> 16) & 255, sum >>> 24, ...utf8];
  return Uint8Array.from([0x75, 0x70, body.length & 255, body.length >> 8, ...body]);
}

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return ~crc >>> 0;
}
