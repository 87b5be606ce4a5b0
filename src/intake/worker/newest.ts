import type { ShownPictures } from '../shared/messages';

/** Pictures shown at a time; the picture grid has them all when the set is ready. */
const SHOWN = 48;
/** They are shown at most this often. */
const PERIOD_MS = 200;

/** The newest pictures, to be shown while a set is made. */
export class Newest {
  private pictures: { readonly path: string; readonly pixels: Uint8Array<ArrayBuffer> }[] = [];
  private last = -Infinity;

  /** @param pictureBytes bytes of one picture. */
  constructor(private readonly pictureBytes: number) {}

  add(path: string, pixels: Uint8Array<ArrayBuffer>): void {
    this.pictures.push({ path, pixels });
    if (this.pictures.length > 2 * SHOWN) this.pictures = this.pictures.slice(-SHOWN);
  }

  /** Copies of those that came since the last time; null where it is not time, or none came. */
  take(): ShownPictures | null {
    const now = performance.now();
    if (this.pictures.length === 0 || now - this.last < PERIOD_MS) return null;
    this.last = now;
    const some = this.pictures.slice(-SHOWN);
    this.pictures = [];
    const pixels = new Uint8Array(some.length * this.pictureBytes);
    some.forEach((picture, i) => pixels.set(picture.pixels, i * this.pictureBytes));
    return { paths: some.map(({ path }) => path), pixels };
  }
}
