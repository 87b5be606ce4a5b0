import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_SIGNATURE, type Signature } from '../contract/signature';
import { errorText } from '../words';
import { StudioError } from '../contract/errors';
import { openStorage } from './open';
import type { StudioStorage } from './studio-storage';

const NAME = 'signature-test';
let storage: StudioStorage;
beforeEach(async () => {
  storage = await openStorage(NAME);
});
afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

const SIGNATURE: Signature = {
  ...FIRST_SIGNATURE,
  on: true,
  kind: 'image',
  text: 'Кераган',
  image: { name: 'seal.png', width: 2, height: 1, rgba: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
};

describe('the signature of a studio', () => {
  it('[SIGN1] is there again as it was, and replaced by the next one', async () => {
    expect(await storage.signature()).toBeUndefined();
    await storage.putSignature(SIGNATURE);
    expect(await storage.signature()).toEqual(SIGNATURE);
    await storage.putSignature({ ...SIGNATURE, kind: 'text', image: null });
    expect(await storage.signature()).toEqual({ ...SIGNATURE, kind: 'text', image: null });
  });

  it.each([
    ['bytes of another count', { image: { ...SIGNATURE.image!, width: 3 } }, /12 bytes/],
    ['a colour that is none', { colour: 'red' }, /colour.*#rrggbb/],
    ['an opacity outside', { opacity: 7 }, /opacity/],
    ['a longer text', { text: 'x'.repeat(101) }, /up to 100/],
  ])('[SIGN1] refuses %s, in words', async (_, change, said) => {
    await storage.putSignature({ ...SIGNATURE, ...change });
    const error: unknown = await storage.signature().catch((cause: unknown) => cause);
    expect(errorText(StudioError.from(error).toData()).message).toMatch(said);
  });

  it('[SIGN1] stands in a place of its own of the database', async () => {
    await storage.putSignature(SIGNATURE);
    const database = await openDB(NAME);
    expect(await database.count('signature')).toBe(1);
    database.close();
  });
});
