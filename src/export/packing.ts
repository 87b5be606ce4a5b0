import type { PackEvent, PackOrder, PackedPicture } from '../contract/packing';
import { StudioError } from '../contract/errors';
import type { PictureSize } from '../contract/picture-shape';
import { madeTexts } from './made-texts';
import { rgbaToPng } from './png';
import { zip, zipTo, type ZipEntry } from './zip';

type Add = Exclude<PackOrder, { type: 'begin' }>;

/** Packs pictures as they come, by the worker's messages. */
export class PicturePacker {
  private readonly waiting: Add[] = [];
  private wake: (() => void) | null = null;

  constructor(private readonly tell: (event: PackEvent) => void) {}

  handle(order: PackOrder): void {
    if (order.type === 'begin') {
      this.pack(order.shape, order.to).then(
        (blob) => this.tell({ type: 'made', blob }),
        (error: unknown) => this.tell({ type: 'failed', error: StudioError.from(error).toData() }),
      );
      return;
    }
    this.waiting.push(order);
    this.wake?.();
  }

  private async pack(shape: PictureSize, to: FileSystemFileHandle | null): Promise<Blob | null> {
    if (!to) return zip(this.entries(shape));
    // What is written stands in the file only once the stream is closed.
    const file = await to.createWritable();
    await zipTo(file, this.entries(shape));
    return null;
  }

  private async *entries(shape: PictureSize): AsyncGenerator<ZipEntry> {
    for (;;) {
      const order = this.waiting.shift();
      if (!order) await new Promise<void>((resolve) => (this.wake = resolve));
      else if (order.type === 'end') return;
      else {
        for (const picture of order.pictures) yield await entryOf(picture, shape);
        this.tell({ type: 'packed' });
      }
    }
  }
}

const entryOf = async (
  { name, title, rgba, made }: PackedPicture,
  shape: PictureSize,
): Promise<ZipEntry> => ({ name, data: await rgbaToPng(rgba, shape, madeTexts(title, made)) });
