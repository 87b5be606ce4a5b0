import type { DecodedKind } from '../formats/sniff';
import type { Decoder } from './decoder';
import { DecoderMissing } from './wasm';

/** Each is fetched when the first file of its kind is met. */
const LOADERS: Readonly<Record<DecodedKind, () => Promise<Decoder>>> = {
  tiff: () => import('./tiff').then(({ tiff }) => tiff),
  heic: () => import('./heic').then(({ heic }) => heic),
  jxl: () => import('./jxl').then(({ jxl }) => jxl),
  psd: () => import('./psd').then(({ psd }) => psd),
  tga: () => import('./tga').then(({ tga }) => tga),
  netpbm: () => import('./netpbm').then(({ netpbm }) => netpbm),
  icon: () => import('./icon').then(({ icon }) => icon),
};

/** @throws DecoderMissing where it cannot be fetched. */
export async function loadDecoder(kind: DecodedKind): Promise<Decoder> {
  try {
    return await LOADERS[kind]();
  } catch (error) {
    throw new DecoderMissing('A decoder could not be fetched.', { cause: error });
  }
}
