import { u16le } from './bytes';

/** Types of pictures: palette, colours, grey; 8 more where they are packed. */
const TYPES = [1, 2, 3, 9, 10, 11];

/**
 * Whether bytes are a TGA. The format has no mark at its beginning: every field of its header must
 * make sense together, and a picture that is not packed must fill the file.
 * @param size of the whole file, in bytes.
 */
export function isTga(head: Uint8Array, size: number): boolean {
  if (head.length < 18) return false;
  const [map, type] = [head[1]!, head[2]!];
  const [mapLength, mapBits, bits] = [u16le(head, 5), head[7]!, head[16]!];
  const [width, height] = [u16le(head, 12), u16le(head, 14)];
  const descriptor = head[17]!;
  const palette = type === 1 || type === 9;
  if (map > 1 || !TYPES.includes(type) || width === 0 || height === 0) return false;
  if (palette !== (map === 1)) return false;
  if (map === 0 && (mapLength > 0 || mapBits > 0)) return false;
  if (palette && (![15, 16, 24, 32].includes(mapBits) || mapLength === 0)) return false;
  const depths = palette ? [8, 16] : type === 3 || type === 11 ? [8, 16] : [15, 16, 24, 32];
  if (!depths.includes(bits) || descriptor > 63 || ![0, 1, 8].includes(descriptor & 15))
    return false;
  const data = 18 + head[0]! + (palette ? mapLength * Math.ceil(mapBits / 8) : 0);
  const plain = width * height * Math.ceil(bits / 8);
  // Half is enough to be told that it is cut short.
  return type > 8 ? size > data : size >= data + plain / 2 && size < data + plain + 2 ** 20;
}
