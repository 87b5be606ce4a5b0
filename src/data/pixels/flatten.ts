/** A colour as red, green, blue, 0..255. */
export type Rgb = readonly [number, number, number];

/** '#rrggbb' as numbers; white for anything else. */
export function parseColour(text: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return [255, 255, 255];
  return [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)];
}

/** Grey of a colour: luma by Rec. 601 on gamma-coded values, as Pillow's mode L. 0..255. */
export const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;

/** The colour as the channels of a prepared picture. */
export const channelsOf = ([r, g, b]: Rgb, channels: 1 | 3): readonly number[] =>
  channels === 1 ? [Math.round(luma(r, g, b))] : [r, g, b];

/**
 * Lays pictures on a background and drops alpha.
 * @param rgba uint8 [pixels, 4], not premultiplied.
 * @returns uint8 [pixels, channels].
 */
export function flatten(
  rgba: Uint8ClampedArray,
  background: Rgb,
  channels: 1 | 3,
): Uint8Array<ArrayBuffer> {
  const pixels = rgba.length / 4;
  const out = new Uint8Array(pixels * channels);
  const [br, bg, bb] = background;
  const length = rgba.length;
  for (let i = 0, j = 0; i < length; i += 4) {
    const alpha = rgba[i + 3]!;
    let r = rgba[i]!;
    let g = rgba[i + 1]!;
    let b = rgba[i + 2]!;
    if (alpha < 255) {
      const a = alpha / 255;
      r = Math.round(r * a + br * (1 - a));
      g = Math.round(g * a + bg * (1 - a));
      b = Math.round(b * a + bb * (1 - a));
    }
    if (channels === 1) out[j++] = Math.round(luma(r, g, b));
    else {
      out[j++] = r;
      out[j++] = g;
      out[j++] = b;
    }
  }
  return out;
}
