import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { namedCheckpoint, namedCounters, namedGenerator } from '../../records/unnamed-tensors';

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null ? (value as Fields) : null;

/**
 * Gives each tensor in the headers of generators and checkpoints the name of its group. Their numbers
 * stay where they are. A header that is damaged stays as it is, and is refused when it is opened.
 */
export async function nameTensors(
  _: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  for (const store of ['generators', 'checkpoints'] as const) {
    let cursor = await transaction.objectStore(store).openCursor();
    while (cursor) {
      const header = fieldsOf(cursor.value);
      const packed = fieldsOf(header?.['packed']);
      const groups = packed?.['groups'];
      if (header && packed && header['version'] === 1 && Array.isArray(groups)) {
        const named = (tensors: unknown): Fields => ({
          ...{ version: 2, packed: { tensors, parts: packed['parts'] } },
        });
        const { adamSteps, ...rest } = header;
        const steps = fieldsOf(adamSteps);
        await cursor.update(
          store === 'generators'
            ? { ...header, ...named(namedGenerator(groups.flat())) }
            : {
                ...rest,
                counters: namedCounters(steps?.['generator'], steps?.['discriminator']),
                ...named(namedCheckpoint(groups)),
              },
        );
      }
      cursor = await cursor.continue();
    }
  }
}
