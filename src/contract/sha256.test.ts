import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256, sha256Hex } from './sha256';

afterEach(() => vi.restoreAllMocks());

/** As on a page from a plain http address. */
const insecure = () =>
  vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto);

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 256);

describe('[WEB1] SHA-256 on secure and on plain http pages', () => {
  test.each([0, 1, 55, 64, 1000, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20 + 5])(
    'of %i bytes is the same',
    async (length) => {
      const input = bytes(length);
      const expected = createHash('sha256').update(input).digest('hex');
      expect(await sha256Hex(input)).toBe(expected);
      insecure();
      expect(await sha256Hex(input)).toBe(expected);
      expect((await sha256(input)).buffer.byteLength).toBe(32);
    },
  );

  test('of a part of a buffer is that of the part alone', async () => {
    insecure();
    const expected = createHash('sha256').update(bytes(100).subarray(7, 90)).digest('hex');
    expect(await sha256Hex(bytes(100).subarray(7, 90))).toBe(expected);
  });

  test('other work goes on while a large one is computed', async () => {
    insecure();
    let between = 0;
    const timer = setInterval(() => (between += 1), 0);
    await sha256(bytes(8 * 2 ** 20));
    clearInterval(timer);
    expect(between).toBeGreaterThan(2);
  }, 30_000);
});
