import type { PackEvent, PackOrder, PackPlan, PackedPicture } from '../contract/packing';
import { StudioError } from '../contract/errors';
import type { PictureSize } from '../contract/picture-shape';
import type { ReadCanvas } from '../signature/draw';
import { madeTexts } from './made-texts';
import { encodePng, rgbaToPng, withoutAlpha } from './png';
import { Sheet } from './sheet';
import { Signed } from './signed';
import { zip, zipTo, type ZipEntry } from './zip';

type Add = Exclude<PackOrder, { type: 'begin' }>;

/** Packs pictures as they come, by the worker's messages. */
export class PicturePacker {
  private readonly waiting: Add[] = [];
  private wake: (() => void) | null = null;

  constructor(
    private readonly tell: (event: PackEvent) => void,
    private readonly readCanvas: ReadCanvas,
  ) {}

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
    const signed = new Signed(plan.signature, this.readCanvas);
    if (plan.as === 'sheet') {
      const sheet = await this.sheet(plan, signed);
      if (!file) return sheet;
      await sheet.stream().pipeTo(file);
    } else {
      if (!file) return zip(this.entries(plan.shape, signed));
      await zipTo(file, this.entries(plan.shape, signed));
    }
    return null;
  }

  /** Signed once, as one picture. */
  private async sheet({ shape, count, title }: PackPlan, signed: Signed): Promise<Blob> {
    const sheet = new Sheet(shape, count);
    for await (const { rgba } of this.pictures()) sheet.put(rgba);
    const pixels = sheet.pixels();
    await signed.sign(pixels.data, pixels, title);
    return encodePng(withoutAlpha(pixels), madeTexts(title, null, signed.texts));
  }

  private async *entries(shape: PictureSize, signed: Signed): AsyncGenerator<ZipEntry> {
    for await (const picture of this.pictures()) yield await entryOf(picture, shape, signed);
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

async function entryOf(
  { name, title, rgba, made }: PackedPicture,
  shape: PictureSize,
  signed: Signed,
): Promise<ZipEntry> {
  await signed.sign(rgba, shape, made?.origin ?? title);
  return { name, data: await rgbaToPng(rgba, shape, madeTexts(title, made, signed.texts)) };
}
