import { describe, expect, it } from 'vitest';
import { writesDecimalComma } from '../words/format';
import { readNumber } from './numbers';

const BAD = Number.NaN;

/** What is typed; what it is for whole numbers; what it is otherwise, where a decimal point is
 *  written (en, hi, ja, de-CH) and where a decimal comma is (de, fr). */
const TABLE: readonly (readonly [string, number | null, number | null, number | null])[] = [
  ['', null, null, null],
  ['  \u00a0', null, null, null],
  ['128', 128, 128, 128],
  [' 128 ', 128, 128, 128],
  ['0', 0, 0, 0],
  ['007', 7, 7, 7],
  // A fraction.
  ['0.5', 0.5, 0.5, 0.5],
  ['0,5', 0.5, 0.5, 0.5],
  ['.5', 0.5, 0.5, 0.5],
  [',5', 0.5, 0.5, 0.5],
  ['5.', 5, 5, 5],
  ['64.0', 64, 64, 64],
  ['64,00', 64, 64, 64],
  ['0,001', 0.001, 0.001, 0.001],
  ['0.001', 0.001, 0.001, 0.001],
  ['0,999', 0.999, 0.999, 0.999],
  ['00,999', 0.999, 0.999, 0.999],
  ['-0,125', -0.125, -0.125, -0.125],
  ['0,0002', 0.0002, 0.0002, 0.0002],
  ['1,0002', 1.0002, 1.0002, 1.0002],
  ['1234,567', 1234.567, 1234.567, 1234.567],
  // One mark before three digits, which can be meant in two ways.
  ['1,000', 1000, 1000, 1],
  ['1.000', 1000, 1, 1],
  ['12,345', 12_345, 12_345, 12.345],
  ['12.345', 12_345, 12.345, 12.345],
  ['-1,500', -1500, -1500, -1.5],
  // Groups.
  ['1,097', 1097, 1097, 1.097],
  ['1,000.5', 1000.5, 1000.5, 1000.5],
  ['1.000,5', 1000.5, 1000.5, 1000.5],
  ['1 000,5', 1000.5, 1000.5, 1000.5],
  ['1\u00a0000,5', 1000.5, 1000.5, 1000.5],
  ['1\u202f000,5', 1000.5, 1000.5, 1000.5],
  ['1\u2009000.5', 1000.5, 1000.5, 1000.5],
  ["1'000", 1000, 1000, 1000],
  ['1\u2019000.50', 1000.5, 1000.5, 1000.5],
  ["1'000,50", 1000.5, 1000.5, 1000.5],
  ['1_000', 1000, 1000, 1000],
  ['1.000.000', 1e6, 1e6, 1e6],
  ['1,000,000', 1e6, 1e6, 1e6],
  ['1 000 000', 1e6, 1e6, 1e6],
  ['1,000.000', 1000, 1000, 1000],
  ['1.000,000', 1000, 1000, 1000],
  ['1,00,000', 100_000, 100_000, 100_000],
  ['12,34,567.5', 1_234_567.5, 1_234_567.5, 1_234_567.5],
  // Powers of ten.
  ['2e-4', 0.0002, 0.0002, 0.0002],
  ['2E-4', 0.0002, 0.0002, 0.0002],
  ['2,5e-4', 0.00025, 0.00025, 0.00025],
  ['1,125e3', 1125, 1125, 1125],
  ['1e3', 1000, 1000, 1000],
  ['1 e +3', 1000, 1000, 1000],
  ['2×10^-4', 0.0002, 0.0002, 0.0002],
  ['2 × 10⁻⁴', 0.0002, 0.0002, 0.0002],
  ['2*10^-4', 0.0002, 0.0002, 0.0002],
  ['2 x 10^-4', 0.0002, 0.0002, 0.0002],
  ['2·10^−4', 0.0002, 0.0002, 0.0002],
  ['10^-4', 0.0001, 0.0001, 0.0001],
  ['10⁻⁴', 0.0001, 0.0001, 0.0001],
  // Signs.
  ['−5', -5, -5, -5],
  ['–5', -5, -5, -5],
  ['+5', 5, 5, 5],
  ['- 5', -5, -5, -5],
  ['2e−4', 0.0002, 0.0002, 0.0002],
  // Other digits, and their marks.
  ['１２８', 128, 128, 128],
  ['１，０００', 1000, 1000, 1],
  ['０．５', 0.5, 0.5, 0.5],
  ['٠٫٠٠٠٢', 0.0002, 0.0002, 0.0002],
  ['١٬٠٠٠', 1000, 1000, 1000],
  ['۱۲۸', 128, 128, 128],
  ['१,००,०००', 100_000, 100_000, 100_000],
  ['०.५', 0.5, 0.5, 0.5],
  ['\u061c-\u0665', -5, -5, -5],
  ['𝟙𝟚', 12, 12, 12],
  // No numbers.
  ['many', BAD, BAD, BAD],
  ['64 pictures', BAD, BAD, BAD],
  ['0x10', BAD, BAD, BAD],
  ['0b1', BAD, BAD, BAD],
  ['Infinity', BAD, BAD, BAD],
  ['NaN', BAD, BAD, BAD],
  ['1e999', BAD, BAD, BAD],
  ['1,2,3.4.5', BAD, BAD, BAD],
  ['1,2,3', BAD, BAD, BAD],
  ['1,000,00', BAD, BAD, BAD],
  ['1.000 000', BAD, BAD, BAD],
  ['1,000.000.5', BAD, BAD, BAD],
  ['10 00', BAD, BAD, BAD],
  ['0 001', BAD, BAD, BAD],
  ['0,001,000', BAD, BAD, BAD],
  ['1..5', BAD, BAD, BAD],
  ['.', BAD, BAD, BAD],
  ['-', BAD, BAD, BAD],
  ['--5', BAD, BAD, BAD],
  ['5-', BAD, BAD, BAD],
  ['e4', BAD, BAD, BAD],
  ['1e', BAD, BAD, BAD],
  ['1e1.5', BAD, BAD, BAD],
  ['10²', 100, 100, 100],
  ['5²', BAD, BAD, BAD],
  ['110^2', BAD, BAD, BAD],
  ['½', BAD, BAD, BAD],
  ['5 %', BAD, BAD, BAD],
  ['十', BAD, BAD, BAD],
];

describe('[SET10] numbers as people write them', () => {
  it.each(TABLE)('%j', (text, whole, point, comma) => {
    expect(readNumber(text, { whole: true, decimalComma: false })).toBe(whole);
    expect(readNumber(text, { whole: true, decimalComma: true })).toBe(whole);
    expect(readNumber(text, { whole: false, decimalComma: false })).toBe(point);
    expect(readNumber(text, { whole: false, decimalComma: true })).toBe(comma);
  });

  it('knows which mark a language writes', () => {
    const commas = [
      'en',
      'en-IN',
      'de',
      'de-CH',
      'fr',
      'hi',
      'ja',
      'pt-BR',
      'ar-EG',
      'zz-nonsense!',
    ];
    expect(commas.filter(writesDecimalComma)).toEqual(['de', 'fr', 'pt-BR']);
  });

  it('reads what each language writes', () => {
    for (const language of [
      'en-GB',
      'de-DE',
      'fr-FR',
      'de-CH',
      'hi-IN',
      'ar-EG',
      'fa-IR',
      'es-ES',
    ]) {
      const decimalComma = writesDecimalComma(language);
      for (const value of [0.0002, 0.999, 1.5, 1097.25, 1234567.5, -42]) {
        const text = new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
        expect(readNumber(text, { whole: false, decimalComma }), `${language} ${text}`).toBe(value);
      }
      const whole = new Intl.NumberFormat(language).format(1_234_567);
      expect(readNumber(whole, { whole: true, decimalComma }), language).toBe(1_234_567);
      const thousand = new Intl.NumberFormat(language).format(1000);
      expect(readNumber(thousand, { whole: true, decimalComma }), language).toBe(1000);
    }
  });

  it('refuses at once what is longer than any number', () => {
    for (const text of ['1'.repeat(1e6), '1,'.repeat(1e6), '1 '.repeat(1e6)]) {
      expect(readNumber(text, { whole: true })).toBeNaN();
    }
  });
});
