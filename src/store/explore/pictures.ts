/** RGBA, uint8 [height, width, 4]. */
export type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** More than a wall of a large screen shows, at sizes that a tab trains. */
const MOST_BYTES = 96 * 2 ** 20;

/** Painted pictures by a key, those that were wanted last. */
export class PaintedPictures {
  private readonly known = new Map<string, Rgba>();
  private bytes = 0;

  get(key: string): Rgba | null {
    const found = this.known.get(key);
    if (!found) return null;
    this.known.delete(key);
    this.known.set(key, found);
    return found;
  }

  put(key: string, rgba: Rgba): void {
    this.bytes += rgba.byteLength - (this.known.get(key)?.byteLength ?? 0);
    this.known.delete(key);
    this.known.set(key, rgba);
    for (const [oldest, { byteLength }] of this.known) {
      if (this.bytes <= MOST_BYTES || oldest === key) break;
      this.known.delete(oldest);
      this.bytes -= byteLength;
    }
  }
}
