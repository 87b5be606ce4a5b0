import { describe, expect, it } from 'vitest';
import cases from '../../testing/fixtures/zip-names.json';
import { decodeNames, type RawName } from './entry-names';

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const raw = (bytes: Uint8Array | string): RawName => ({
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
  stated: null,
});

describe('names without an encoding [PIC14]', () => {
  it.each(cases)('$encoding, read by who reads $language: $names', ({ language, names, bytes }) => {
    const found = decodeNames(
      bytes.map((hex) => raw(fromHex(hex))),
      [language, 'en-US'],
    );
    expect(found).toEqual(names);
  });

  // Alphabets and scripts of their own are told from the bytes alone.
  const own = /^(cp866|cp1251|koi8-u|gb18030|big5|shift_jis|euc-kr|cp737|cp1253|cp1255|cp874)$/;
  it.each(cases.filter(({ encoding }) => own.test(encoding)))(
    '$encoding, by the bytes alone: $names',
    ({ names, bytes }) => {
      const found = decodeNames(
        bytes.map((hex) => raw(fromHex(hex))),
        ['en-US', 'en'],
      );
      expect(found).toEqual(names);
    },
  );
});
