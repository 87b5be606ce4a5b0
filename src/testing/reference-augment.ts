import { uniform, Stream } from '../contract/random';
import type { Augment } from '../contract/step-program';

interface Pictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

interface ReferencePlace {
  readonly seed: number;
  readonly step: number;
  readonly first?: number;
  /** Of each kind, 0..1. */
  readonly chance?: number;
}

/**
 * DiffAugment as its code goes (mit-han-lab/data-efficient-gans, DiffAugment_tf.py), one operation after
 * the other, in double precision; each range drawn in by its strength towards no change.
 * @param x [count, height, width, channels].
 * @param place of the numbers; its pictures are those of the batch from `first` on.
 */
export function referenceAugment(
  x: ArrayLike<number>,
  { count, height, width, channels }: Pictures,
  { strengths, pass }: Pick<Augment, 'strengths' | 'pass'>,
  { seed, step, first = 0, chance = 1 }: ReferencePlace,
): Float64Array {
  const units = uniform(seed, Stream.Augmentation + pass, step, 12 * (first + count));
  const out = new Float64Array(x.length);
  const length = height * width * channels;
  for (let n = 0; n < count; n++) {
    const drawn = (i: number): number => units[12 * (first + n) + i]!;
    /** A whole number in 0..many - 1. */
    const whole = (i: number, many: number): number => Math.floor(coarse(drawn(i)) * many);
    const by = (strength: number, i: number): number => (drawn(i) < chance ? strength : 0);
    const colour = by(strengths.colour, 3);
    const translation = by(strengths.translation, 7);
    const cutout = by(strengths.cutout, 11);
    let picture = Array.from({ length }, (_, i) => x[n * length + i]!);
    // rand_brightness, rand_saturation, rand_contrast.
    picture = picture.map((value) => value + colour * (drawn(0) - 0.5));
    const saturation = 1 + colour * (2 * drawn(1) - 1);
    picture = picture.map((value, i) => {
      const from = i - (i % channels);
      const mean = average(picture.slice(from, from + channels));
      return (value - mean) * saturation + mean;
    });
    const mean = average(picture);
    const contrast = 1 + colour * (drawn(2) - 0.5);
    picture = picture.map((value) => (value - mean) * contrast + mean);
    // rand_translation.
    const [most, mostRight] = [height, width].map((edge) =>
      Math.floor(edge * 0.125 * translation + 0.5),
    );
    const down = whole(4, 2 * most! + 1) - most!;
    const right = whole(5, 2 * mostRight! + 1) - mostRight!;
    // rand_cutout.
    const [tall, wide] = [height, width].map((edge) => Math.floor(edge * 0.5 * cutout + 0.5));
    const middle = whole(8, height + (1 - (tall! % 2)));
    const across = whole(9, width + (1 - (wide! % 2)));
    const top = middle - Math.floor(tall! / 2);
    const left = across - Math.floor(wide! / 2);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const cut = row >= top && row < top + tall! && column >= left && column < left + wide!;
        const [fromRow, from] = [row - down, column - right];
        const inside = fromRow >= 0 && fromRow < height && from >= 0 && from < width;
        if (cut || !inside) continue;
        for (let c = 0; c < channels; c++) {
          out[n * length + (row * width + column) * channels + c] =
            picture[(fromRow * width + from) * channels + c]!;
        }
      }
    }
  }
  return out;
}

/**
 * The gradient before the change, from that behind it: the change is affine, so that its Jacobian is read
 * off the change of each unit vector.
 */
export function referenceAugmentBack(
  dy: ArrayLike<number>,
  pictures: Pictures,
  one: Pick<Augment, 'strengths' | 'pass'>,
  place: ReferencePlace,
): Float64Array {
  const still = referenceAugment(new Float64Array(dy.length), pictures, one, place);
  const length = dy.length / pictures.count;
  const out = new Float64Array(dy.length);
  // The same number of all pictures at once: they do not mix.
  for (let i = 0; i < length; i++) {
    const unit = new Float64Array(dy.length);
    for (let n = 0; n < pictures.count; n++) unit[n * length + i] = 1;
    const moved = referenceAugment(unit, pictures, one, place);
    for (let n = 0; n < pictures.count; n++) {
      for (let j = n * length; j < (n + 1) * length; j++)
        out[n * length + i]! += (moved[j]! - still[j]!) * dy[j]!;
    }
  }
  return out;
}

/** The 16 highest of a number's 24 bits: those of which whole numbers are drawn. */
const coarse = (unit: number): number => Math.floor(unit * 65536) / 65536;

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
