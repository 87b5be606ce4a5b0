import type { NetSpec } from '../contract/net-spec';
import { LOSSES, NUMBERS } from '../nets/losses';
import { referenceStep, type Reference } from './reference-training';

type Weights = ReadonlyMap<string, ArrayLike<number>>;

/** Real and generated pictures, `count` of each, in one array each. */
export interface Pairs {
  readonly spec: NetSpec;
  readonly count: number;
  readonly real: ArrayLike<number>;
  readonly fake: ArrayLike<number>;
}

export interface PenaltyTerms {
  readonly weight: number;
  readonly reach: number;
}

/** Of one side: its pictures moved up and down their gradients. */
export interface Moved {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

const { value, derivative } = LOSSES.relativistic;
const noMask = (): never => {
  throw new Error('A net without dropout is expected.');
};

const pass = (of: Pairs, weights: Weights, x: ArrayLike<number>, seeds: ArrayLike<number>) =>
  referenceStep(of.spec, weights, of.count, x, seeds, noMask);

/** Pictures along the gradient of D's logits, which counts as a constant from there on. */
export function movedPictures(of: Pairs, weights: Weights, reach: number): readonly Moved[] {
  return [of.real, of.fake].map((pictures) => {
    const x = Float64Array.from(pictures);
    const { input } = pass(of, weights, x, new Float64Array(of.count).fill(1));
    const size = x.length / of.count;
    const step = input.map((g, i) => {
      const own = input.subarray(size * Math.floor(i / size), size * (Math.floor(i / size) + 1));
      return (reach * g) / Math.hypot(...own);
    });
    return { up: x.map((p, i) => p + step[i]!), down: x.map((p, i) => p - step[i]!) };
  });
}

const logits = (of: Pairs, weights: Weights, x: ArrayLike<number>): Float64Array =>
  pass(of, weights, x, new Float64Array(of.count)).output;

/** D's loss of pairs and its penalties, float64. */
export function discriminatorObjective(
  of: Pairs,
  weights: Weights,
  moved: readonly Moved[],
  { weight, reach }: PenaltyTerms,
): number {
  const [real, fake] = [logits(of, weights, of.real), logits(of, weights, of.fake)];
  const loss = real.reduce((sum, r, i) => sum + value(r - fake[i]!, 'real', 1), 0) / of.count;
  const steepness = moved.map(({ up, down }) => {
    const [above, below] = [logits(of, weights, up), logits(of, weights, down)];
    return above.reduce((sum, l, i) => sum + ((l - below[i]!) / (2 * reach)) ** 2, 0) / of.count;
  });
  return loss + (weight / 2) * (steepness[0]! + steepness[1]!);
}

/** Its gradient in each of D's weights, by name. */
export function discriminatorGradients(
  of: Pairs,
  weights: Weights,
  moved: readonly Moved[],
  { weight, reach }: PenaltyTerms,
): Map<string, Float64Array> {
  const { count } = of;
  const [real, fake] = [logits(of, weights, of.real), logits(of, weights, of.fake)];
  const slopes = (term: 'real' | 'fake', own: Float64Array, other: Float64Array): Float64Array =>
    own.map((l, i) => derivative(NUMBERS, l - other[i]!, term, 1) / count);
  const walks: Reference[] = [
    pass(of, weights, of.real, slopes('real', real, fake)),
    pass(of, weights, of.fake, slopes('fake', fake, real)),
  ];
  for (const { up, down } of moved) {
    const [above, below] = [logits(of, weights, up), logits(of, weights, down)];
    const seeds = above.map((l, i) => (weight * (l - below[i]!)) / (4 * reach ** 2 * count));
    walks.push(pass(of, weights, up, seeds));
    walks.push(
      pass(
        of,
        weights,
        down,
        seeds.map((seed) => -seed),
      ),
    );
  }
  const sum = new Map<string, Float64Array>();
  for (const { gradients } of walks)
    for (const [name, values] of gradients) {
      const before = sum.get(name);
      sum.set(name, before ? before.map((g, i) => g + values[i]!) : values);
    }
  return sum;
}
