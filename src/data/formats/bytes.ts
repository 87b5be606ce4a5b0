/** Whether `bytes` hold this text (or these numbers) at `offset`. */
export function has(
  bytes: Uint8Array,
  offset: number,
  wanted: string | readonly number[],
): boolean {
  if (offset + wanted.length > bytes.length) return false;
  for (let i = 0; i < wanted.length; i++) {
    const value = typeof wanted === 'string' ? wanted.charCodeAt(i) : wanted[i];
    if (bytes[offset + i] !== value) return false;
  }
  return true;
}

export const ascii = (bytes: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + length));

/** Unsigned whole numbers; 0 beyond the end. */
export const u16be = (b: Uint8Array, i: number): number => ((b[i] ?? 0) << 8) | (b[i + 1] ?? 0);
export const u16le = (b: Uint8Array, i: number): number => ((b[i + 1] ?? 0) << 8) | (b[i] ?? 0);
export const u32be = (b: Uint8Array, i: number): number => u16be(b, i) * 65536 + u16be(b, i + 2);
export const u32le = (b: Uint8Array, i: number): number => u16le(b, i + 2) * 65536 + u16le(b, i);
