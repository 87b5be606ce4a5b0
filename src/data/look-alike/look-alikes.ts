import type { PictureShape } from '../../contract/picture-shape';
import { fingerprint, type Fingerprint, type Hash } from './fingerprint';

/** Bits of two hashes that may differ. Then one byte of the eight is the same at least. */
const MOST_BITS = 7;
const BYTES = 8;
/** A byte that so many pictures share, as of a black margin, tells nothing of them. */
const MOST_SHARING = 4096;
/** How far two thumbs may be from each other, against the contrast of the two: plain pictures, as of a
 *  sky, share their hashes. */
const MOST_DIFFERENCE = 0.25;
/** So far, in bytes, they may be from each other in any case: noise of a plain picture. */
const NOISE = 2;

/**
 * Finds pictures that show the same: another size or quality of one file, a slight crop, other
 * brightness, also with left and right exchanged. Pictures come one after another; what is kept of each
 * is less than 2 kB.
 */
export class LookAlikes {
  private readonly known: (Fingerprint & { readonly origin: string })[] = [];

  constructor(private readonly shape: PictureShape) {}

  /**
   * The next picture.
   * @param pixels uint8 [height, width, channels].
   * @param origin the file it is of: pictures of one file are meant to be alike.
   */
  add(pixels: Uint8Array<ArrayBuffer>, origin: string): void {
    this.known.push({ ...fingerprint(pixels, this.shape), origin });
  }

  /** Numbers of the pictures that look alike: groups of two and more, each ascending, by their first. */
  groups(): number[][] {
    const parents = this.known.map((_, n) => n);
    const root = (n: number): number => {
      while (parents[n] !== n) n = parents[n] = parents[parents[n]!]!;
      return n;
    };
    const shelves = this.shelves();
    this.known.forEach(({ hash, mirrored }, n) => {
      for (const own of [hash, mirrored]) {
        for (let byte = 0; byte < BYTES; byte++) {
          const shelf = shelves[byte]![byteOf(own, byte)] ?? [];
          if (shelf.length > MOST_SHARING) continue;
          for (const other of shelf) {
            if (other >= n) break;
            if (bitsApart(own, this.known[other]!.hash) > MOST_BITS) continue;
            const [a, b] = [root(other), root(n)];
            if (a !== b && this.alike(n, other, own === mirrored))
              parents[Math.max(a, b)] = Math.min(a, b);
          }
        }
      }
    });
    const groups = new Map<number, number[]>();
    parents.forEach((_, n) => {
      const group = groups.get(root(n));
      if (group) group.push(n);
      else groups.set(root(n), [n]);
    });
    return [...groups.values()].filter((group) => group.length > 1);
  }

  /** Numbers of pictures, ascending, by place and value of each byte of their hash. */
  private shelves(): number[][][] {
    const shelves: number[][][] = Array.from({ length: BYTES }, () => []);
    this.known.forEach(({ hash }, n) => {
      for (let byte = 0; byte < BYTES; byte++) (shelves[byte]![byteOf(hash, byte)] ??= []).push(n);
    });
    return shelves;
  }

  private alike(n: number, other: number, mirrored: boolean): boolean {
    const [a, b] = [this.known[n]!, this.known[other]!];
    if (a.origin === b.origin) return false;
    const contrast = (a.contrast + b.contrast) / 2;
    return this.difference(a, b, mirrored) <= Math.max(NOISE, MOST_DIFFERENCE * contrast);
  }

  /** Root of the mean squared difference of two thumbs; the first may be mirrored. */
  private difference(a: Fingerprint, b: Fingerprint, mirrored: boolean): number {
    const { channels } = this.shape;
    const row = Math.sqrt(a.thumb.length / channels);
    let sum = 0;
    for (let pixel = 0; pixel < row * row; pixel++) {
      const x = pixel % row;
      const from = mirrored ? pixel - x + (row - 1 - x) : pixel;
      for (let c = 0; c < channels; c++) {
        sum += (a.thumb[from * channels + c]! - b.thumb[pixel * channels + c]!) ** 2;
      }
    }
    return Math.sqrt(sum / a.thumb.length);
  }
}

const byteOf = (hash: Hash, byte: number): number => (hash[byte >> 2]! >>> (8 * (byte & 3))) & 0xff;

const bitsApart = (a: Hash, b: Hash): number => ones(a[0] ^ b[0]) + ones(a[1] ^ b[1]);

/** Bits that are set in a word, counted in pairs, then fours, then bytes. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
