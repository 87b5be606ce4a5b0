import type { PictureSize } from '../../contract/picture-shape';
import type { Box } from '../../signature/place';
import type { FilmStamp } from './stamp';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** Draws the cells of a frame beside and above each other, each enlarged to its place [FILM10]. */
export class Stage {
  readonly canvas: OffscreenCanvas;
  private readonly context: OffscreenCanvasRenderingContext2D;
  /** A picture at its own size. */
  private readonly small: OffscreenCanvas;
  private readonly smallContext: OffscreenCanvasRenderingContext2D;
  private readonly stamp: OffscreenCanvas | null;

  /** @param picture pixels of a painted picture. @param cell pixels of its place in the frame.
   *  @param signed what lies over every frame. */
  constructor(
    private readonly picture: PictureSize,
    private readonly cell: PictureSize,
    private readonly grid: number,
    private readonly signed: FilmStamp | null = null,
  ) {
    this.canvas = new OffscreenCanvas(cell.width * grid, cell.height * grid);
    this.small = new OffscreenCanvas(picture.width, picture.height);
    this.context = contextOf(this.canvas);
    this.smallContext = contextOf(this.small);
    this.stamp = signed && canvasOf(signed);
    this.context.imageSmoothingEnabled = !asPixels(picture, cell);
    this.context.imageSmoothingQuality = 'high';
  }

  /** @param cells row by row. */
  draw(cells: readonly Rgba[]): void {
    const { width, height } = this.cell;
    for (const [i, rgba] of cells.entries()) {
      const { picture } = this;
      this.smallContext.putImageData(new ImageData(rgba, picture.width, picture.height), 0, 0);
      const [x, y] = [(i % this.grid) * width, Math.floor(i / this.grid) * height];
      this.context.drawImage(this.small, x, y, width, height);
    }
    const { stamp, signed } = this;
    if (stamp && signed) this.context.drawImage(stamp, signed.box.x, signed.box.y);
  }

  /** What was drawn, uint8 [height, width, 4]; all of it, or what is within a box. */
  pixels(box: Box = { x: 0, y: 0, width: this.canvas.width, height: this.canvas.height }): Rgba {
    return this.context.getImageData(box.x, box.y, box.width, box.height).data;
  }
}

/** Whether pixels are shown as pixels: enlarged by a whole number below four, both sides alike. */
export function asPixels(picture: PictureSize, cell: PictureSize): boolean {
  const times = cell.width / picture.width;
  return Number.isInteger(times) && times < 4 && cell.height === times * picture.height;
}

/** A stamp keeps what shines through it, which a stage does not have. */
function canvasOf({ box, rgba }: FilmStamp): OffscreenCanvas {
  const canvas = new OffscreenCanvas(box.width, box.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2D context.');
  context.putImageData(new ImageData(rgba, box.width, box.height), 0, 0);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('No 2D context.');
  return context;
}
