import { StudioError } from '../contract/errors';
import type { PictureSize } from '../contract/picture-shape';
import { inkOf, type Signature } from '../contract/signature';
import { drawTurned, drawingOf, type Drawing, type ReadCanvas } from './draw';
import { InkFinder, readColour, type Rgb } from './ink';
import { layOver } from './lay-over';
import { boxOf, turned, type Box, type Turned } from './place';

/** A stamp at one size of pictures, drawn once. */
interface Stamp extends Turned {
  /** uint8 [height, width, 4]. */
  readonly rgba: Uint8ClampedArray;
}

/** Signs pictures, each with one stamp [SIGN4]. */
export class Signer {
  private drawing: Drawing | null = null;
  private readonly drawn = new Map<string, Promise<Stamp>>();

  constructor(
    private readonly signature: Signature,
    private readonly read: ReadCanvas,
  ) {}

  /**
   * Lays the stamp over a picture.
   * @param rgba uint8 [height, width, 4]; nothing outside of the box is touched [SIGN6].
   * @param key of the picture: a random place hangs on it alone.
   * @throws StudioError('canvas-missing'), or what reading a canvas failed with.
   */
  async sign(rgba: Uint8ClampedArray, size: PictureSize, key: string): Promise<Box> {
    const { signature } = this;
    const stamp = await this.stamp(size);
    const box = boxOf(size, stamp, signature.place, key);
    const finder = new InkFinder();
    if (this.takesInk) finder.add(rgba, size, box);
    layOver(rgba, size, this.inked(stamp, finder), box, signature.opacity);
    return box;
  }

  /** Whether the ink comes from what is signed. */
  get takesInk(): boolean {
    return inkOf(this.signature) === 'picture';
  }

  /** Where the stamp lies in pictures of that size. */
  async box(size: PictureSize, key: string): Promise<Box> {
    return boxOf(size, await this.stamp(size), this.signature.place, key);
  }

  /**
   * The stamp for a picture of that size, with its opacity, to be drawn at `box`.
   * @param finder has seen what the ink is taken from.
   */
  async pixels(size: PictureSize, finder: InkFinder): Promise<Uint8ClampedArray<ArrayBuffer>> {
    const { opacity } = this.signature;
    const rgba = new Uint8ClampedArray(this.inked(await this.stamp(size), finder));
    for (let i = 3; i < rgba.length; i += 4) rgba[i] = rgba[i]! * opacity;
    return rgba;
  }

  private stamp(size: PictureSize): Promise<Stamp> {
    const key = `${size.width} ${size.height}`;
    const known = this.drawn.get(key) ?? this.draw(size);
    this.drawn.set(key, known);
    return known;
  }

  private async draw(size: PictureSize): Promise<Stamp> {
    const { signature } = this;
    if (typeof OffscreenCanvas === 'undefined') throw new StudioError('canvas-missing');
    this.drawing ??= drawingOf(signature);
    const place = turned(size, this.drawing, signature);
    const rgba = await drawTurned(this.drawing, place, signature.angle, this.read);
    return { ...place, rgba };
  }

  /** The stamp's pixels in the colours that they have on the picture. */
  private inked({ rgba }: Stamp, finder: InkFinder): Uint8ClampedArray {
    const { signature } = this;
    if (inkOf(signature) === 'own') return rgba;
    const ink: Rgb = this.takesInk ? finder.ink() : readColour(signature.colour);
    const out = new Uint8ClampedArray(rgba.length);
    for (let i = 0; i < rgba.length; i += 4) {
      out.set(ink, i);
      out[i + 3] = rgba[i + 3]!;
    }
    return out;
  }
}
