/** Bytes of a line: a multiple of 3, so that only the last is padded, and short enough for `atob`. */
const LINE = 3 * 2 ** 16;
/** Arguments of a call, at most. */
const CALL = 2 ** 13;

/** In lines, each of which is base64 by itself. */
export function toLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += LINE) {
    let text = '';
    const line = bytes.subarray(at, at + LINE);
    for (let from = 0; from < line.length; from += CALL) {
      text += String.fromCharCode(...line.subarray(from, from + CALL));
    }
    lines.push(btoa(text));
  }
  return lines;
}

/** @throws DOMException where a line is no base64. */
export function fromLines(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = lines.map((line) => atob(line));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) bytes[at + i] = part.charCodeAt(i);
    at += part.length;
  }
  return bytes;
}
