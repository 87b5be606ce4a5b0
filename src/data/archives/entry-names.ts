import { CHARSETS, LIKELY, languagePrior, type Charset } from './charsets';

/** Bytes of names that the encoding is told from; more tell nothing new. */
const SAMPLE_BYTES = 3000;

const ASCII_LETTER = /[a-z]/i;

/**
 * The encoding of names without one: which of those in use makes the likeliest text of them all,
 * by the characters it gives and by the languages that the reader's browser asks for.
 * @param names bytes of names that are not UTF-8.
 */
export function guessCharset(
  names: readonly Uint8Array[],
  languages: readonly string[],
): Charset | undefined {
  const sample = sampleOf(names);
  let best: Charset | undefined;
  let most = -Infinity;
  for (const charset of CHARSETS) {
    let score = languagePrior(charset.name, languages);
    for (const part of sample) score += likelihood(part, charset);
    if (score > most) [best, most] = [charset, score];
  }
  return best;
}

/** Different parts of the paths that are not plain ASCII, so that a folder of a thousand counts once.
 *  A backslash parts nothing here: it may be the second byte of a character. */
function sampleOf(names: readonly Uint8Array[]): Uint8Array[] {
  const parts = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const name of names) {
    let from = 0;
    for (let at = 0; at <= name.length; at++) {
      if (at < name.length && name[at] !== 0x2f) continue;
      const part = name.subarray(from, at);
      from = at + 1;
      const key = part.join();
      if (parts.has(key) || part.every((byte) => byte < 128)) continue;
      parts.set(key, part);
      bytes += part.length;
    }
    if (bytes > SAMPLE_BYTES) break;
  }
  return [...parts.values()];
}

/** The logarithm of how likely a part of a path is, were it in that encoding. */
function likelihood(bytes: Uint8Array, charset: Charset): number {
  let sum = 0;
  let before = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    const paired = charset.leads(lead) && at + 1 < bytes.length;
    const text = charset.decode(bytes.subarray(at, at + (paired ? 2 : 1)));
    at += paired ? 2 : 1;
    if (text.includes('\ufffd') || [...text].length !== 1) return -Infinity;
    sum += paired ? pairLikelihood(text, charset, lead, bytes[at - 1]!) : single(text, before);
    // Few names change scripts within a word.
    const mixed =
      (ASCII_LETTER.test(before) && !isLatin(text)) || (foreign(before) && ASCII_LETTER.test(text));
    if (mixed) sum -= 5;
    sum += wordEnd(before, text);
    before = text;
  }
  return sum;
}

function pairLikelihood(text: string, charset: Charset, lead: number, trail: number): number {
  if (/[\ue000-\uf8ff]/.test(text)) return -25;
  return charset.common.has(text) ? LIKELY.common : charset.pair!(lead, trail);
}

const isLatin = (text: string): boolean => /[\x00-\x7f\u00c0-\u024f\u1e00-\u1eff]/.test(text);
const foreign = (text: string): boolean => text !== '' && !isLatin(text) && /\p{L}/u.test(text);

/** The letters that make most of what is written in an alphabet, and all others of it. */
const FREQUENT = /[оеаинтсрвлкмдпуαοιετσνηυρπκμλάόίέיוהלאתרבמשנدلامنيرتبوا]/;
const ALPHABETS =
  /[\u0386-\u03ce\u0410-\u044f\u0451\u0454\u0456\u0457\u05d0-\u05ea\u0621-\u064a\u0e01-\u0e5b]/;

/** Hebrew and Greek have letters that end words and do so alone. */
function wordEnd(before: string, text: string): number {
  const goes = /\p{L}/u.test(text);
  if (/[םןףךץ]/.test(before)) return goes ? -4 : 2;
  return /[ς]/.test(before) ? (goes ? -4 : 2) : before === 'σ' && !goes ? -4 : 0;
}

/** How likely a character of one byte is after another. */
function single(text: string, before: string): number {
  if (text < '\x20' || (text >= '\x7f' && text < '\xa0')) return -25;
  if (text < '\x80') return -4;
  if (/[\uff61-\uff9f]/.test(text)) return LIKELY.mark;
  if (!/[\p{L}\p{M}]/u.test(text)) return /[\u2500-\u259f]/.test(text) ? -10.5 : -8.5;
  const lower = text.toLowerCase();
  const upper = text !== lower;
  // Capitals stand at the beginning of a word, or make all of it.
  const afterUpper = before !== before.toLowerCase();
  const afterLower = !afterUpper && before !== before.toUpperCase();
  const capital = !upper ? 0 : afterUpper ? -0.5 : afterLower ? -6 : -1.5;
  if (isLatin(text)) {
    // Letters with accents seldom stand side by side.
    const crowded = before > '\x7f' && isLatin(before);
    return -5 + capital - (crowded ? 1.5 : 0);
  }
  if (!ALPHABETS.test(lower)) return -7 + capital;
  return (FREQUENT.test(lower) ? -3.1 : -4.6) + capital;
}

/** The name of an entry as its ZIP file holds it. */
export interface RawName {
  /** Its bytes. */
  readonly bytes: Uint8Array;
  /** What it says of itself in UTF-8: by its flag, or by a field of its own (Info-ZIP, 0x7075). */
  readonly stated: string | null;
}

/**
 * The names of a ZIP file's entries as text. Names that say what they are in are taken at their word,
 * where that makes sense; the rest are UTF-8 where most are, and else in one encoding all together.
 * @param languages as in `navigator.languages`.
 */
export function decodeNames(names: readonly RawName[], languages: readonly string[]): string[] {
  const open = names.filter(({ bytes, stated }) => stated === null && !isAscii(bytes));
  const utf8 = new Set(open.filter(({ bytes }) => asUtf8(bytes) !== null));
  const legacy = open.filter((name) => !utf8.has(name));
  // By chance a few bytes of another encoding may be good UTF-8, too.
  if (legacy.length >= utf8.size) utf8.clear();
  const others = legacy.length > 0 ? open.filter((name) => !utf8.has(name)) : [];
  const bytes = others.map((name) => name.bytes);
  const charset = others.length > 0 ? guessCharset(bytes, languages) : undefined;
  return names.map((name) => {
    if (name.stated !== null) return name.stated;
    return (
      (charset && !utf8.has(name) && !isAscii(name.bytes) ? charset.decode(name.bytes) : null) ??
      asUtf8(name.bytes) ??
      ''
    );
  });
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 128);

/** Null where the bytes are no UTF-8. */
export function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether a name is that of a folder. */
export const isFolderName = (name: string): boolean => /[\\/]$/.test(name);

/**
 * A name as a path to show: '/'-separated, whichever way its folders were parted; without drives,
 * steps up, and characters that cannot be seen or turn the text around. A name is only text here:
 * nothing is ever written by it.
 */
export function showName(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replace(/^\/*[a-z]:(?=\/|$)/i, '')
    .replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/') || 'unnamed';
}
