import { Stream } from '../../../contract/random';
import type { Augment } from '../../../contract/step-program';
import { reachOf } from '../../../nets/augmentation';
import type { DispatchList } from './dispatch';
import type { Tensor } from './tensor';
import type { GpuTraits } from './traits';

/** What augmentations of one plan share. */
export interface AugmentContext {
  readonly seed: number;
  readonly state: Tensor;
  /** [height, width, channels] of a picture. */
  readonly input: readonly number[];
  readonly traits: GpuTraits;
}

/** Pictures, of one slice of the batch, before a change and behind it. */
export interface AugmentPlaces {
  readonly images: number;
  readonly firstImage: number;
  /** Sides of [groups * images] pictures whose passes follow one another. */
  readonly groups: number;
  readonly x: Tensor;
  readonly y: Tensor;
}

/** @param way there: pictures into changed ones; back: the gradient in these into that before. */
export function augment(
  list: DispatchList,
  { strengths, pass }: Augment,
  way: 'there' | 'back',
  { images, firstImage, groups, x, y }: AugmentPlaces,
  { seed, state, input, traits }: AugmentContext,
): void {
  const [height, width, channels] = input as readonly [number, number, number];
  const { colour, translation, cutout } = strengths;
  list.add({
    kernel: 'augment',
    label: way === 'there' ? 'augmentation' : 'augmentation back',
    flags: {
      BACK: way === 'there' ? 0 : 1,
      COLOUR: colour > 0 ? 1 : 0,
      PLACE: translation > 0 || cutout > 0 ? 1 : 0,
      ACTIVATION: 0,
      THREADS: traits.rowThreads,
    },
    params: {
      images,
      firstImage,
      height,
      width,
      channels,
      seed,
      stream: Stream.Augmentation + pass,
      colour,
      ...reachOf(strengths, { height, width }),
    },
    tensors: { x, y, state },
    grid: [groups * images, 1, 1],
  });
}
