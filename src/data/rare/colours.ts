/** Colours that are told otherwise than as sRGB, as red, green, blue, 0..255. */

/** How a channel of 16 bits or of floats becomes one of 8. */
export const SIXTEEN = 255 / 65535;

/** Ink 0..1, by the plain rule that decoders without profiles follow. Writes three bytes. */
export function fromCmyk(
  c: number,
  m: number,
  y: number,
  k: number,
  out: Uint8ClampedArray,
  at: number,
): void {
  out[at] = 255 * (1 - c) * (1 - k);
  out[at + 1] = 255 * (1 - m) * (1 - k);
  out[at + 2] = 255 * (1 - y) * (1 - k);
}

/** White of CIE Lab as it is printed (D50), and the way from there to linear sRGB (Bradford). */
const D50 = [0.9642, 1, 0.8249] as const;
const TO_SRGB = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914,
  1.4052427,
] as const;

/** CIE Lab: L 0..100, a and b about -128..127. Writes three bytes. */
export function fromLab(L: number, a: number, b: number, out: Uint8ClampedArray, at: number): void {
  const fy = (L + 16) / 116;
  const x = D50[0] * unLab(fy + a / 500);
  const y = D50[1] * unLab(fy);
  const z = D50[2] * unLab(fy - b / 200);
  for (let i = 0; i < 3; i++) {
    const linear = TO_SRGB[3 * i]! * x + TO_SRGB[3 * i + 1]! * y + TO_SRGB[3 * i + 2]! * z;
    out[at + i] = 255 * toSrgb(linear);
  }
}

const unLab = (t: number): number => (t > 6 / 29 ? t ** 3 : (t - 4 / 29) * 3 * (6 / 29) ** 2);

/** IEC 61966-2-1; 0..1 both ways. */
export const toSrgb = (linear: number): number =>
  linear <= 0.0031308
    ? 12.92 * Math.max(0, linear)
    : 1.055 * Math.min(1, linear) ** (1 / 2.4) - 0.055;
