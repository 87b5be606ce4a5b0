import { sheetColumns } from '../contract/packing';
import type { PictureSize } from '../contract/picture-shape';
import type { Pixels } from './png';

/** Pictures side by side in one, row by row; transparent where the last row is empty. */
export class Sheet {
  private readonly columns: number;
  private readonly data: Uint8ClampedArray;
  private readonly size: PictureSize;
  private placed = 0;

  constructor(
    private readonly shape: PictureSize,
    count: number,
  ) {
    this.columns = sheetColumns(shape, count);
    const rows = Math.ceil(count / this.columns);
    this.size = { width: this.columns * shape.width, height: rows * shape.height };
    this.data = new Uint8ClampedArray(this.size.width * this.size.height * 4);
  }

  /** The next one. @param rgba uint8 [height, width, 4]. */
  put(rgba: Uint8ClampedArray): void {
    const { height, width } = this.shape;
    const place = this.placed++;
    const top = Math.floor(place / this.columns) * height;
    const corner = (top * this.size.width + (place % this.columns) * width) * 4;
    for (let y = 0; y < height; y++) {
      const row = rgba.subarray(y * width * 4, (y + 1) * width * 4);
      this.data.set(row, corner + y * this.size.width * 4);
    }
  }

  pixels(): Pixels & { readonly data: Uint8ClampedArray } {
    return { ...this.size, channels: 4, data: this.data };
  }
}
