import type { PictureSize } from '../../contract/picture-shape';

/** "64 px" of a square or its edge, "96 × 64 px" of a rectangle, its width first. */
export function sizeText(size: PictureSize | number): string {
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size;
  return width === height ? `${width} px` : `${width} × ${height} px`;
}
