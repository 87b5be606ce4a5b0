import { expect, it } from 'vitest';
import { Stream, words } from '../contract/random';
import { fromLines, toLines } from './base64';

it.each([0, 1, 2, 3, 3 * 2 ** 16 - 1, 3 * 2 ** 16, 3 * 2 ** 16 + 1, 500_000])(
  '%i bytes come back from lines of base64',
  (count) => {
    const bytes = Uint8Array.from({ length: count }, (_, i) => words(1, Stream.Order, 0, i)[0]);
    const lines = toLines(bytes);
    expect(lines.join('').length).toBe(4 * Math.ceil(count / 3));
    expect(Buffer.from(fromLines(lines)).equals(Buffer.from(bytes))).toBe(true);
  },
);
