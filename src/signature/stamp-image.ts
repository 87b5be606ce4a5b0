import type { StampImage } from '../contract/signature';
import { luminance } from './ink';

type Pixels = Pick<StampImage, 'width' | 'height' | 'rgba'>;

/** Below it nothing is seen. */
const FAINT = 8;
/** Above it nothing shines through. */
const SOLID = 250;

/** The image without its transparent edges, so that a corner is a corner; null where nothing shows. */
export function trimmed({ width, height, rgba }: Pixels): Pixels | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (rgba[(y * width + x) * 4 + 3]! < FAINT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const cut = new Uint8Array(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    const from = ((top + y) * width + left) * 4;
    cut.set(rgba.subarray(from, from + size.width * 4), y * size.width * 4);
  }
  return { ...size, rgba: cut };
}

/**
 * An image as what ink is let through, black with alpha: by its own alpha, or, where nothing of it is
 * transparent, as of ink on paper, by its darkness [SIGN3].
 */
export function asInk({ width, height, rgba }: Pixels): Pixels {
  const out = new Uint8Array(rgba.length);
  const cutOut = rgba.some((value, i) => i % 4 === 3 && value < SOLID);
  for (let i = 0; i < rgba.length; i += 4) {
    const light = luminance(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!);
    out[i + 3] = cutOut ? rgba[i + 3]! : Math.round(255 * (1 - Math.sqrt(light)));
  }
  return { width, height, rgba: out };
}
