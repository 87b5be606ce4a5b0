import { Stream } from '../../../contract/random';
import type { DispatchList } from './dispatch';
import type { Slice } from './slices';
import type { GanPlan } from './step-plan';
import { whole, type Storage, type Tensor } from './tensor';

/** Where the pictures of a step come from. */
export type Source =
  /** Float32 pixels that are uploaded before each step. */
  | { readonly kind: 'uploaded' }
  /** Bytes on the GPU, in one or more buffers of so many pictures each. */
  | { readonly kind: 'held'; readonly buffers: readonly { storage: Storage; pictures: number }[] };

/** Brings the real pictures of a slice. @param y [images, height, width, 4]. */
export function gather(
  list: DispatchList,
  plan: Pick<GanPlan, 'options' | 'uploaded' | 'order' | 'state'>,
  { images, first: firstImage }: Slice,
  source: Source,
  y: Tensor,
): void {
  const { batchSize, orderSteps, mirror, seed, gan } = plan.options;
  const [height, width, channels] = gan.discriminator.input;
  const common = {
    count: images,
    firstImage,
    height: height!,
    width: width!,
    channels: channels!,
    batchSize,
    orderSteps,
    seed,
    mirrorStream: Stream.Mirror,
    mirror: mirror ? 1 : 0,
  };
  const grid = [Math.ceil((height! * width!) / 64), images, 1] as const;
  if (source.kind === 'uploaded') {
    list.add({
      kernel: 'gather',
      label: 'pictures',
      flags: { PACKED: 0 },
      params: { ...common, first: 0, held: 0 },
      tensors: { y, pixels: whole(plan.uploaded) },
      grid,
    });
    return;
  }
  const scaled = list.table(
    'byte values',
    Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1),
  );
  let first = 0;
  for (const { storage: held, pictures } of source.buffers) {
    list.add({
      kernel: 'gather',
      label: 'pictures',
      flags: { PACKED: 1 },
      params: { ...common, first, held: pictures },
      tensors: { y, pictures: whole(held), order: whole(plan.order), state: plan.state, scaled },
      grid,
    });
    first += pictures;
  }
}
