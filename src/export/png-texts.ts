import { crc32 } from './crc32';

/** A text in a PNG. */
export interface PngText {
  /** 1 to 79 characters of Latin-1 (PNG 11.3.3.2). */
  readonly keyword: string;
  readonly text: string;
}

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Bytes of text that are read of one file, at most. */
export const MOST_TEXT = 1_000_000;
const LONGEST_KEYWORD = 79;

/** A chunk of the format (PNG 5.3). @param name four letters. */
export function chunk(name: string, data: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** An `iTXt` chunk (PNG 11.3.3.4), not compressed, of no named language; UTF-8, so that any script is right. */
export function textChunk({ keyword, text }: PngText): Uint8Array<ArrayBuffer> {
  const said = new TextEncoder().encode(text);
  const data = new Uint8Array(keyword.length + 5 + said.length);
  for (let i = 0; i < keyword.length; i++) data[i] = keyword.charCodeAt(i);
  data.set(said, keyword.length + 5);
  return chunk('iTXt', data);
}

/**
 * The `iTXt` texts of a PNG that stand before its pixels, in their order; none where it is no PNG. Where a
 * chunk is cut short or its checksum is wrong, and beyond `MOST_TEXT`, it ends with what was read before.
 * Compressed texts are passed over: this program writes none.
 * @param bytes the file, or its beginning.
 */
export function readPngTexts(bytes: Uint8Array): PngText[] {
  if (PNG_SIGNATURE.some((byte, i) => bytes[i] !== byte)) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: PngText[] = [];
  let read = 0;
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) break;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === 'IDAT' || name === 'IEND') break;
    if (name === 'iTXt') {
      read += length;
      if (read > MOST_TEXT) break;
      if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) break;
      const text = textOf(bytes.subarray(at + 8, end));
      if (text) texts.push(text);
    }
    at = end + 4;
  }
  return texts;
}

/** What an `iTXt` chunk says; null where it is compressed or not whole. */
function textOf(data: Uint8Array): PngText | null {
  const keywordEnd = data.indexOf(0);
  if (keywordEnd < 1 || keywordEnd > LONGEST_KEYWORD || data[keywordEnd + 1] !== 0) return null;
  const languageEnd = data.indexOf(0, keywordEnd + 3);
  if (languageEnd < 0) return null;
  const translatedEnd = data.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const keyword = String.fromCharCode(...data.subarray(0, keywordEnd));
    return { keyword, text: text.decode(data.subarray(translatedEnd + 1)) };
  } catch {
    return null;
  }
}
