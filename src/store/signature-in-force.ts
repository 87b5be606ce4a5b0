import { StudioError } from '../contract/errors';
import { stamps, type Signature } from '../contract/signature';
import type { StudioStorage } from '../storage/studio-storage';

/** What files are signed with now; null where signing is off, or has nothing to sign with.
 *  @throws StudioError where what is stored is damaged: nothing leaves unsigned without a word. */
export async function signatureInForce(
  storage: Pick<StudioStorage, 'signature'>,
): Promise<Signature | null> {
  try {
    const signature = await storage.signature();
    return signature?.on && stamps(signature) ? signature : null;
  } catch (error) {
    // Where nothing can be stored, nobody has a signature.
    if (StudioError.from(error).kind === 'storage-unavailable') return null;
    throw error;
  }
}
