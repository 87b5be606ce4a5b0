import type { PackEvent, PackOrder, PackPlan, PackedPicture } from '../contract/packing';
import { StudioError } from '../contract/errors';
import type { PictureSize } from '../contract/picture-shape';
import { madeTexts } from './made-texts';
import { encodePng, rgbaToPng } from './png';
import { Sheet } from './sheet';
import { zip, zipTo, type ZipEntry } from './zip';

type Add = Exclude<PackOrder, { type: 'begin' }>;

/** Packs pictures as they come, by the worker's messages. */
export class PicturePacker {
  private readonly waiting: Add[] = [];
  private wake: (() => void) | null = null;

  constructor(private readonly tell: (event: PackEvent) => void) {}

  handle(order: PackOrder): void {
    if (order.type === 'begin') {
      this.pack(order.plan, order.to).then(
        (blob) => this.tell({ type: 'made', blob }),
        (error: unknown) => this.tell({ type: 'failed', error: StudioError.from(error).toData() }),
      );
      return;
    }
    this.waiting.push(order);
    this.wake?.();
  }

  private async pack(plan: PackPlan, to: FileSystemFileHandle | null): Promise<Blob | null> {
    // What is written stands in the file only once the stream is closed.
    const file = await to?.createWritable();
    if (plan.as === 'sheet') {
      const sheet = await this.sheet(plan);
      if (!file) return sheet;
      await sheet.stream().pipeTo(file);
    } else {
      if (!file) return zip(this.entries(plan.shape));
      await zipTo(file, this.entries(plan.shape));
    }
    return null;
  }

  private async sheet({ shape, count, title }: PackPlan): Promise<Blob> {
    const sheet = new Sheet(shape, count);
    for await (const { rgba } of this.pictures()) sheet.put(rgba);
    return encodePng(sheet.pixels(), madeTexts(title, null));
  }

  private async *entries(shape: PictureSize): AsyncGenerator<ZipEntry> {
    for await (const picture of this.pictures()) yield await entryOf(picture, shape);
  }

  private async *pictures(): AsyncGenerator<PackedPicture> {
    for (;;) {
      const order = this.waiting.shift();
      if (!order) await new Promise<void>((resolve) => (this.wake = resolve));
      else if (order.type === 'end') return;
      else {
        yield* order.pictures;
        this.tell({ type: 'packed' });
      }
    }
  }
}

const entryOf = async (
  { name, title, rgba, made }: PackedPicture,
  shape: PictureSize,
): Promise<ZipEntry> => ({ name, data: await rgbaToPng(rgba, shape, madeTexts(title, made)) });
