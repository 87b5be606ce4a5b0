import { deleteDB } from 'idb';
import { expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { aRun } from '../testing/records';
import { openStorage } from './open';

/** The commands of the DevTools protocol used here; its package of types is not at hand. */
interface DevTools {
  send(
    method: 'Storage.overrideQuotaForOrigin',
    params: { origin: string; quotaSize?: number },
  ): Promise<unknown>;
}
const devTools = (): DevTools => cdp() as unknown as DevTools;

it('says that the disk is full, and loses nothing that was stored', async () => {
  const name = 'storage-full';
  const { origin } = location;
  const { usage = 0 } = await navigator.storage.estimate();
  await devTools().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 2 ** 20 });
  const storage = await openStorage(name);
  try {
    await storage.createRun(aRun('kept'));
    const pixels = new Uint8Array(2 ** 22).fill(7);
    // The browser keeps an older quota in mind for half a minute: another test may have written.
    const refused = await vi.waitUntil(
      async () => {
        try {
          await storage.putChunk({ datasetId: 'a', index: 0, pixels });
          await storage.deleteDataset('a');
          return null;
        } catch (error) {
          return error;
        }
      },
      { timeout: 90_000, interval: 1000 },
    );
    expect(refused).toMatchObject({
      code: 'storage-full',
      hint: 'Delete runs or sets you no longer need, or free some disk space, then try again.',
    });
    expect((await storage.runs()).map((run) => run.id)).toEqual(['kept']);
    expect(await storage.chunk('a', 0)).toBeUndefined();
    // Once there is room again, it goes on at once.
    await devTools().send('Storage.overrideQuotaForOrigin', { origin });
    await storage.putChunk({ datasetId: 'a', index: 0, pixels });
    expect((await storage.chunk('a', 0))?.pixels).toEqual(pixels);
  } finally {
    await devTools().send('Storage.overrideQuotaForOrigin', { origin });
    storage.close();
    await deleteDB(name);
  }
});
