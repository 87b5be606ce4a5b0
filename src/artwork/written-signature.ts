import type { Signature } from '../contract/signature';
import type { WrittenSignature } from './artwork';
import { fromLines, toLines } from './base64';

/** As JSON can hold it. */
export function writeSignature(signature: Signature): WrittenSignature {
  const { image, ...rest } = signature;
  return { ...rest, image: image && { ...image, rgba: toLines(image.rgba).join('\n') } };
}

export function readSignature(written: WrittenSignature): Signature {
  const { image, ...rest } = written;
  return { ...rest, image: image && { ...image, rgba: fromLines(image.rgba.split('\n')) } };
}
