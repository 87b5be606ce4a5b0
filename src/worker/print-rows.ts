import type { PictureSize } from '../contract/picture-shape';
import type { PngStream } from '../export/png-stream';

const WHITE = 255;
/** Rows that are packed in one go, and told of. */
export const ROWS = 64;

/** Of a row. */
export interface RowPart {
  /** uint8 [some, channels]. */
  readonly row: Uint8ClampedArray;
  /** Pixels before it. */
  readonly left: number;
}

/** Takes the rows of a print, white where nothing lies: on into a file, or into one picture. */
export class PrintRows {
  /** uint8 [height, width, 4] of a print that goes into no file yet; empty otherwise. */
  readonly whole: Uint8ClampedArray<ArrayBuffer>;
  private readonly rowBytes: number;
  private band: Uint8Array;
  private filled = 0;
  private rows = 0;

  /** @param png where they go; null for into `whole`. @param told of rows now and then. */
  constructor(
    private readonly size: PictureSize,
    private readonly png: PngStream | null,
    private readonly channels: 1 | 3,
    private readonly told: (rows: number) => void,
  ) {
    this.rowBytes = size.width * channels;
    this.whole = new Uint8ClampedArray(png ? 0 : 4 * size.width * size.height).fill(WHITE);
    this.band = this.empty();
  }

  get missing(): boolean {
    return this.rows < this.size.height;
  }

  /** The next row, white apart from these parts of it. */
  async put(parts: readonly RowPart[]): Promise<void> {
    for (const { row, left } of parts) {
      if (this.png) this.band.set(row, this.filled * this.rowBytes + left * this.channels);
      else this.putWhole(row, left);
    }
    this.filled += 1;
    this.rows += 1;
    if (this.filled < ROWS && this.missing) return;
    await this.png?.add(this.band.subarray(0, this.filled * this.rowBytes));
    this.told(this.rows);
    this.band = this.empty();
    this.filled = 0;
  }

  private putWhole(row: Uint8ClampedArray, left: number): void {
    const { channels, whole, size } = this;
    const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
    let to = 4 * (this.rows * size.width + left);
    for (let from = 0; from < row.length; from += channels, to += 4) {
      whole[to] = row[from]!;
      whole[to + 1] = row[from + green]!;
      whole[to + 2] = row[from + blue]!;
    }
  }

  private empty(): Uint8Array {
    return new Uint8Array(this.png ? ROWS * this.rowBytes : 0).fill(WHITE);
  }
}
