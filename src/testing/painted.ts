/** SHA-256 (its first 16 digits) over sample pictures 0, 17, 255 and 479, one after the other. */
export const PAINTED = [
  { size: 64, channels: 3, digest: '163413e87f0b6b12' },
  { size: 28, channels: 1, digest: '6b4d1124316b4144' },
] as const;
export const PAINTED_PICTURES = [0, 17, 255, 479];
