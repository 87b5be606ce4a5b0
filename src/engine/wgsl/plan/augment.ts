import type { StepSpec } from '../../../contract/net-spec';
import { Stream } from '../../../contract/random';
import type { Augment } from '../../../contract/step-program';
import { AIM, CERTAIN, CHANCE_STEPS, MOVE, boundaryOf } from '../../../nets/augmentation-chance';
import { reachOf } from '../../../nets/augmentation';
import type { DispatchList } from './dispatch';
import { STATE } from './state';
import type { Slice } from './slices';
import { storage, whole, type Tensor } from './tensor';
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
  { strengths, chance, pass }: Augment,
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
      ADAPTIVE: chance === 'certain' ? 0 : 1,
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
      ...(chance === 'certain' ? {} : { chance: STATE.augmentationChance }),
    },
    tensors: { x, y, state },
    grid: [groups * images, 1, 1],
  });
}

/**
 * Changes the pictures of a slice; those that lie side by side, before and behind, in one dispatch.
 * @param pictures by name; the changed ones are added, where they have no place yet.
 */
export function augmentAll(
  list: DispatchList,
  { images, first: firstImage }: Slice,
  augments: readonly Augment[],
  pictures: Map<string, Tensor>,
  context: AugmentContext,
): void {
  const [height, width] = context.input as readonly [number, number];
  const vectors = images * height * width;
  const follows = (a: Tensor, b: Tensor): boolean =>
    a.storage === b.storage && a.base + vectors === b.base;
  const rest = [...augments];
  for (let one = rest.shift(); one; one = rest.shift()) {
    const x = pictures.get(one.pictures)!;
    const y = pictures.get(one.as) ?? whole(storage('augmented pictures', vectors));
    pictures.set(one.as, y);
    let groups = 1;
    for (let last = [x, y] as const; rest[0]?.pass === one.pass + groups; groups++) {
      const next = [rest[0].pictures, rest[0].as].map((name) => pictures.get(name));
      if (!next.every((to, side) => to && follows(last[side]!, to))) break;
      last = [next[0]!, next[1]!];
      rest.shift();
    }
    augment(list, one, 'there', { images, firstImage, groups, x, y }, context);
  }
}

/**
 * The chance follows what D said of the step's real pictures, behind the last use of the one before.
 * @param ring of logits, [slots][real, fake, generator's][batchSize].
 */
export function adapt(
  list: DispatchList,
  count: number,
  { batchSize, slots, ring }: { batchSize: number; slots: number; ring: Tensor },
  step: Pick<StepSpec, 'loss'>,
  state: Tensor,
): void {
  list.add({
    kernel: 'adapt',
    label: 'augmentation chance',
    params: {
      count,
      batchSize,
      slots,
      boundary: boundaryOf(step),
      every: CHANCE_STEPS,
      move1000: MOVE,
      aimTaken: AIM.taken,
      aimOf: AIM.of,
      certain: CERTAIN,
      chance: STATE.augmentationChance,
      taken: STATE.augmentationTaken,
      seen: STATE.augmentationSeen,
    },
    tensors: { ring, state },
    grid: [1, 1, 1],
  });
}
