import { restoreSignature } from '../records/restore-signature';
import type { Connection } from './connection';
import type { StudioStorage } from './studio-storage';

/** There is one in a studio. */
const KEY = 'own';

/** How the artist signs; it belongs to no run. */
export const signatureMethods = (
  connection: Connection,
): Pick<StudioStorage, 'signature' | 'putSignature'> => ({
  signature: async () =>
    restoreSignature(
      await connection.read(['signature'], (transaction) =>
        transaction.objectStore('signature').get(KEY),
      ),
    ),
  putSignature: async (signature) => {
    await connection.write(['signature'], (transaction) =>
      transaction.objectStore('signature').put(signature, KEY),
    );
  },
});
