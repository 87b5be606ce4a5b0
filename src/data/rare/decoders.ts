import { fetchPart } from '../../contract/fetch-part';
import type { DecodedKind } from '../formats/sniff';
import type { Decoder } from './decoder';
import { DecoderMissing } from './wasm';

const PART = 'decoder';

/** Each is fetched when the first file of its kind is met. */
const LOADERS: Readonly<Record<DecodedKind, () => Promise<Decoder>>> = {
  tiff: () => fetchPart(PART, () => import('./tiff')).then(({ tiff }) => tiff),
  heic: () => fetchPart(PART, () => import('./heic')).then(({ heic }) => heic),
  jxl: () => fetchPart(PART, () => import('./jxl')).then(({ jxl }) => jxl),
  psd: () => fetchPart(PART, () => import('./psd')).then(({ psd }) => psd),
  tga: () => fetchPart(PART, () => import('./tga')).then(({ tga }) => tga),
  netpbm: () => fetchPart(PART, () => import('./netpbm')).then(({ netpbm }) => netpbm),
  icon: () => fetchPart(PART, () => import('./icon')).then(({ icon }) => icon),
};

/** @throws DecoderMissing where it cannot be fetched. */
export async function loadDecoder(kind: DecodedKind): Promise<Decoder> {
  try {
    return await LOADERS[kind]();
  } catch (error) {
    throw new DecoderMissing('A decoder could not be fetched.', { cause: error });
  }
}
