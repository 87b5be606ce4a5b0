import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StudioError } from '../../contract/errors';
import { FIRST_SIGNATURE } from '../../contract/signature';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { signatureInForce } from '../signature-in-force';
import { createSigning } from './signing';

const NAME = 'signing-test';
let storage: StudioStorage;
beforeEach(async () => {
  storage = await openStorage(NAME);
});
afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

const SEAL = { width: 1, height: 1, rgba: Uint8Array.of(0, 0, 0, 255) };
const files = {
  readStamp: ({ name }: File) =>
    name.endsWith('.png')
      ? Promise.resolve({ name, ...SEAL })
      : Promise.reject(new StudioError('stamp-not-image', { file: name })),
};

async function opened() {
  const signing = createSigning({ storage, files });
  await vi.waitFor(() => expect(signing.getState().signature).not.toBeNull());
  return signing;
}

describe('a signature being made', () => {
  it('[SIGN1] is kept with each change, the last of many, and found again', async () => {
    const signing = await opened();
    expect(signing.getState().signature).toEqual(FIRST_SIGNATURE);
    const put = vi.spyOn(storage, 'putSignature');
    const { change, kept } = signing.getState().actions;
    for (let i = 1; i <= 50; i++) change({ text: 'A'.repeat(i) });
    await kept();
    expect(put.mock.calls.length).toBeLessThan(4);
    expect((await opened()).getState().signature?.text).toBe('A'.repeat(50));
  });

  it('[SIGN1] takes an image, and keeps the one before where a file is none', async () => {
    const signing = await opened();
    const { choose, change, kept } = signing.getState().actions;
    await choose(new File([], 'seal.png'));
    expect(signing.getState().signature).toMatchObject({
      kind: 'image',
      image: { name: 'seal.png' },
    });
    await choose(new File([], 'notes.pdf'));
    expect(signing.getState()).toMatchObject({
      signature: { image: { name: 'seal.png' } },
      error: { code: 'stamp-not-image', params: { file: 'notes.pdf' } },
    });
    change({ angle: 5 });
    expect(signing.getState().error).toBeNull();
    await kept();
  });

  it('[SIGN1] says what could not be kept, and goes on', async () => {
    const signing = await opened();
    vi.spyOn(storage, 'putSignature').mockRejectedValueOnce(new StudioError('storage-full'));
    const { change, kept } = signing.getState().actions;
    change({ text: 'Ada' });
    await kept();
    expect(signing.getState().error).toMatchObject({ code: 'storage-full' });
    change({ text: 'Ada L' });
    await kept();
    expect((await storage.signature())?.text).toBe('Ada L');
  });

  it('[SIGN4] is in force where it is switched on and there is something to sign with', async () => {
    expect(await signatureInForce(storage)).toBeNull();
    await storage.putSignature({ ...FIRST_SIGNATURE, on: true });
    expect(await signatureInForce(storage)).toBeNull();
    const signature = { ...FIRST_SIGNATURE, on: true, text: 'Ada' };
    await storage.putSignature(signature);
    expect(await signatureInForce(storage)).toEqual(signature);
    await storage.putSignature({ ...signature, colour: 'red' });
    await expect(signatureInForce(storage)).rejects.toMatchObject({ code: 'record-damaged' });
    const gone = { signature: () => Promise.reject(new StudioError('storage-missing')) };
    expect(await signatureInForce(gone)).toBeNull();
  });
});
