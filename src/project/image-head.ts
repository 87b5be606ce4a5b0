import { StudioError } from '../contract/errors';

/**
 * Refuses what is no WebP or PNG by its first bytes, or is larger than the grid it should be: a few
 * bytes may claim a picture that no memory holds.
 * @param width pixels of the grid.
 */
export function checkImage(
  bytes: Uint8Array<ArrayBuffer>,
  type: 'image/webp' | 'image/png',
  width: number,
  height: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 30 ? null : type === 'image/png' ? pngSize(view) : webpSize(view);
  if (!size) throw new StudioError('file-sample-no-picture');
  if (size.width === width && size.height === height) return;
  throw new StudioError('file-sample-of-other-size', { expected: { width, height }, found: size });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** PNG (ISO 15948): 8 bytes of signature, then the chunk IHDR. */
function pngSize(view: DataView): Size | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** WebP (RFC 9649): a RIFF file whose first chunk is VP8, VP8L or VP8X. */
function webpSize(view: DataView): Size | null {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null;
  switch (view.getUint32(12)) {
    case 0x56503820:
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 0x56503858:
      return { width: 1 + u24(view, 24), height: 1 + u24(view, 27) };
    default:
      return null;
  }
}

const u24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
