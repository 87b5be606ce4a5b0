import type { PictureSize } from '../contract/picture-shape';
import { signatureName, type Signature } from '../contract/signature';
import type { ReadCanvas } from '../signature/draw';
import { Signer } from '../signature/signer';
import type { PngText } from './png-texts';

/** Signs what is written into files [SIGN4], or leaves all as it is where nothing is to be signed. */
export class Signed {
  private readonly signer: Signer | null;

  constructor(
    private readonly signature: Signature | null,
    read: ReadCanvas,
  ) {
    this.signer = signature && new Signer(signature, read);
  }

  /** Whether anything is signed. */
  get signs(): boolean {
    return this.signer !== null;
  }

  /** What a signed PNG says of it. */
  get texts(): PngText[] {
    const { signature } = this;
    return signature ? [{ keyword: 'Signature', text: signatureName(signature) }] : [];
  }

  /** @param rgba uint8 [height, width, 4], changed where the stamp lies. @param key see `Signer`. */
  async sign(rgba: Uint8ClampedArray, size: PictureSize, key: string): Promise<void> {
    await this.signer?.sign(rgba, size, key);
  }
}
