/**
 * Numbers as people write them: one reader for every field and for settings links.
 *
 * Taken: a decimal point or comma (also Arabic and full-width ones); groups of three digits, or as
 * in India of two and a last three, set apart by points, commas, spaces, apostrophes or underscores;
 * 2e-4, 2×10^-4 and 2 × 10⁻⁴; digits of any script; minus signs of any length. Refused: words,
 * units, 0x10, groups of other lengths, groups set apart in two ways.
 *
 * One point or comma before three digits, as in 1.000 or 1,000, can be meant in two ways:
 * - after a lone zero (0,001) or with an exponent (1,125e3) it is a decimal mark;
 * - in a field for whole numbers it sets thousands apart: 1.000 epochs are a thousand;
 * - in any other field a point is a decimal mark, as the studio itself writes it, and a comma is
 *   what it is in the person's language.
 */

/** What a field holds, and whether the person's language writes 0,5 rather than 0.5. */
export interface NumberForm {
  readonly whole: boolean;
  readonly decimalComma: boolean;
}

const PLAIN: NumberForm = { whole: false, decimalComma: false };

/** @returns null for an empty text, NaN for one that is no number. */
export function readNumber(text: string, form: Partial<NumberForm> = {}): number | null {
  const bare = plain(text);
  if (bare === '') return null;
  const found = /^([+-]?)([\d.,' ]+)(?:e([+-]?\d{1,3}))?$/.exec(bare);
  if (!found) return Number.NaN;
  const [, sign, written = '', exponent] = found;
  const digits = decimal(written, exponent !== undefined, { ...PLAIN, ...form });
  if (digits === null) return Number.NaN;
  const value = Number(`${sign}${digits}e${exponent ?? 0}`);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** "1.234,5" -> "1234.5", or null where it is no number. */
function decimal(written: string, scientific: boolean, form: NumberForm): string | null {
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  if (last >= 0 && isDecimalMark(written, last, scientific, form)) {
    const whole = written.slice(0, last);
    const fraction = written.slice(last + 1);
    const before = whole === '' ? '0' : ungrouped(whole);
    if (before === null || !/^\d*$/.test(fraction) || whole + fraction === '') return null;
    return `${before}.${fraction}`;
  }
  return ungrouped(written);
}

/** Whether the last point or comma of a text sets a fraction apart. */
function isDecimalMark(
  written: string,
  at: number,
  scientific: boolean,
  form: NumberForm,
): boolean {
  const mark = written.charAt(at);
  const before = written.slice(0, at);
  // Two of a kind set groups apart, unless another kind came before.
  if (before.includes(mark)) return false;
  if (!/^[1-9]\d{0,2}$/.test(before) || !/^\d{3}$/.test(written.slice(at + 1))) return true;
  if (scientific) return true;
  if (form.whole) return false;
  return mark === '.' || form.decimalComma;
}

/** Groups of three digits, or of two and a last three: 1,00,000. */
const GROUPS = /^[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*$/;
const INDIAN = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;

function ungrouped(whole: string): string | null {
  if (/^\d+$/.test(whole)) return whole;
  return GROUPS.test(whole) || INDIAN.test(whole) ? whole.replace(/\D/g, '') : null;
}

/** No number that anybody writes is longer. */
const LONGEST = 64;

/** The text in the few characters that the reader above knows: digits, `+ - . , ' e` and a space. */
function plain(text: string): string {
  const bare = text.trim();
  if (bare.length > LONGEST) return bare;
  return [...bare]
    .map((character) => SAME.get(character) ?? digitOf(character) ?? character)
    .join('')
    .trim()
    .replace(RAISED, (power) => `^${[...power].map(lowered).join('')}`)
    .replace(POWER, (_, sign: string, mantissa: string | undefined, power: string) => {
      return `${sign}${mantissa ?? 1}e${power}`;
    })
    .replace(/(\d[.,]?) ?[eE] ?([+-]?) ?(\d+)$/, '$1e$2$3')
    .replace(/^([+-]) /, '$1');
}

/** "2 x 10^-4" and "10^-4". */
const POWER = /^([+-]?)(?:([\d.,' ]*\d[.,]?) ?[x*] ?)?10 ?\^ ?([+-]?\d+)$/;

/** The end of "10\u207b\u2074". */
const RAISED = /[\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+$/;

function lowered(character: string): string {
  if (character === '\u207b') return '-';
  if (character === '\u207a') return '+';
  return String('\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'.indexOf(character));
}

/** 0 to 9 for a digit of any script. Each script has ten in a row, from its zero. */
function digitOf(character: string): string | null {
  if (!/^\p{Nd}$/u.test(character)) return null;
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** Characters that stand for another; '' where they stand for nothing. */
const SAME: ReadonlyMap<string, string> = new Map(
  [
    ['-', '\u2212\uff0d\ufe63\u2010\u2011\u2012\u2013'],
    ['+', '\uff0b\ufe62'],
    ['.', '\uff0e\u066b\ufe52'],
    [',', '\uff0c\u060c\ufe50'],
    ["'", '\u2019\u2018\u02bc\uff07\u066c\u00b4_'],
    [' ', '\u00a0\u202f\u2009\u2007\u2008\u3000\u2002\u2003\u2005\u2006\t\n'],
    ['x', '\u00d7\uff58X'],
    ['*', '\u00b7\u22c5\uff0a'],
    ['^', '\uff3e'],
    ['e', '\uff45\uff25\u1d07'],
    // Marks that say which way a text runs, and spaces without width.
    ['', '\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\ufeff'],
  ].flatMap(([plainly, others]) =>
    [...(others ?? '')].map((other) => [other, plainly ?? ''] as const),
  ),
);
