import type { Frame } from './artwork';

/**
 * Shows pictures on a canvas. Where they come slowly, as in a walk without a graphics card, each fades
 * into the next over the time that it took, so that the walk does not jerk.
 */
export class Show {
  private readonly pen: CanvasRenderingContext2D;
  private before: ImageBitmap | null = null;
  private now: ImageBitmap | null = null;
  private came = 0;
  private took = 0;
  private asked = false;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.pen = canvas.getContext('2d')!;
  }

  /** @param fading whether it follows the last one in a walk. */
  async take({ rgba, width, height }: Frame, fading: boolean): Promise<void> {
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height));
    this.before?.close();
    this.before = fading ? this.now : null;
    if (!fading) this.now?.close();
    this.now = bitmap;
    const time = performance.now();
    this.took = fading ? Math.min(time - this.came, LONGEST_FADE) : 0;
    this.came = time;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.ask();
  }

  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame((time) => this.draw(time));
  }

  private draw(time: number): void {
    this.asked = false;
    const { pen, before, now } = this;
    if (!now) return;
    const share = this.took > 0 ? Math.min(1, (time - this.came) / this.took) : 1;
    pen.globalAlpha = 1;
    if (before && share < 1) pen.drawImage(before, 0, 0);
    pen.globalAlpha = before ? Math.max(share, 0) : 1;
    pen.drawImage(now, 0, 0);
    if (share < 1) this.ask();
  }
}

/** Milliseconds. */
const LONGEST_FADE = 2000;
