import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { Connection } from './connection';
import { storageError } from './failures';
import { VERSION, migrate } from './migrations';
import { aRun } from '../testing/records';
import { failing, failingError } from '../testing/failing';

describe('failures of storage', () => {
  it('knows a full disk', () => {
    const error = storageError(new DOMException('', 'QuotaExceededError'));
    expect(error.kind).toBe('storage-full');
  });

  it('keeps a StudioError as it is and the text of anything else', () => {
    const own = failingError('set-missing', 'gone');
    expect(storageError(own)).toBe(own);
    expect(storageError(new TypeError('odd'))).toMatchObject(failing('unexpected', 'odd'));
  });

  it.each([
    ['throws', new DOMException('The operation is insecure.', 'SecurityError'), 'SecurityError'],
    ['words it in its own way', new TypeError('f is null'), 'f is null'],
  ])('[WEB6] says that storage cannot be had where opening %s', async (_, error, said) => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw error;
    });
    await expect(new Connection('refused').open()).rejects.toMatchObject({
      code: 'storage-refused',
      params: { said },
    });
  });

  it('commits a save whole or not at all', async () => {
    const connection = new Connection('failures-atomic');
    await expect(
      connection.write(['runs'], async (transaction) => {
        await transaction.objectStore('runs').put(aRun('half'));
        throw failingError('cancelled', 'stopped half way');
      }),
    ).rejects.toMatchObject({ kind: 'cancelled' });
    const count = await connection.read(['runs'], (transaction) =>
      transaction.objectStore('runs').count(),
    );
    expect(count).toBe(0);
    connection.close();
  });

  it('says that an older tab is in the way, and lets the database go once it can', async () => {
    // A tab of an older time that does not listen when it is asked to close.
    const name = 'failures-blocked';
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, VERSION);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('not opened'));
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const connection = new Connection(name, VERSION + 1);
      const opening = connection.open();
      const refused = expect(opening).rejects.toMatchObject({
        code: 'storage-blocked',
      });
      await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
      await vi.advanceTimersByTimeAsync(6000);
      await refused;
    } finally {
      vi.useRealTimers();
    }
    old.close();
    const next = await openDB(name, VERSION + 2, {
      upgrade: (database, from, _to, transaction) => migrate(database, transaction, from),
    });
    expect(next.version).toBe(VERSION + 2);
    next.close();
  });
});
