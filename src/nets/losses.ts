import type { LossId } from '../contract/hyperparameters';
import type { StepSpec } from '../contract/net-spec';
import type { LossTerm } from '../contract/step-program';

/** What a derivative is written in, so that one formula serves numbers and tensors. */
export interface Arithmetic<T> {
  readonly number: (value: number) => T;
  readonly minus: (a: T, b: T) => T;
  readonly sigmoid: (a: T) => T;
  /** 1 where a < b, else 0. */
  readonly less: (a: T, b: T) => T;
}

/**
 * A loss of the discriminator's logits. The compiled engine has the derivative once more, in
 * kernels/loss/loss.wgsl, under the place of the loss in LOSS_IDS; a test holds it to this one.
 */
export interface Loss {
  /** Its logit is the difference of two: of a picture's, and of that of the picture it is paired with. */
  readonly pairs?: true;
  /** Of one logit. @param target what D is to say: of real pictures the recipe's label, of generated
   *  ones 0; for the generator 1. */
  readonly value: (logit: number, term: LossTerm, target: number) => number;
  /** In the logit; one that is the same everywhere may be a single number. */
  readonly derivative: <T>(by: Arithmetic<T>, logit: T, term: LossTerm, target: number) => T;
  /** The logit above which D takes a picture for real. */
  readonly boundary: number;
  /** How real D takes a picture to be, 0..1. */
  readonly score: (logit: number) => number;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** log(1 + exp(x)), so that it does not overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const between = (score: number): number => Math.min(1, Math.max(0, score));

export const LOSSES: Readonly<Record<LossId, Loss>> = {
  /** Of sigmoid(logit) to the target (Goodfellow et al. 2014, the generator's "non-saturating"). */
  'cross-entropy': {
    // Written so that it does not overflow.
    value: (l, _, target) => Math.max(l, 0) - l * target + Math.log1p(Math.exp(-Math.abs(l))),
    derivative: (by, l, _, target) => by.minus(by.sigmoid(l), by.number(target)),
    boundary: 0,
    score: sigmoid,
  },
  /** Real pictures are to be beyond 1, generated ones beyond -1 (Lim and Ye 2017; Miyato et al. 2018);
   *  the recipe's label does not matter. The score is where the logit lies between the two. */
  hinge: {
    value: (l, term) => {
      if (term === 'generator') return -l;
      return Math.max(0, term === 'real' ? 1 - l : 1 + l);
    },
    derivative: (by, l, term) => {
      if (term === 'generator') return by.number(-1);
      if (term === 'fake') return by.less(by.number(-1), l);
      return by.minus(by.number(0), by.less(l, by.number(1)));
    },
    boundary: 0,
    score: (l) => between((l + 1) / 2),
  },
  /** Half the square of the distance to the target (Mao et al. 2017). D's logit is its score. */
  'least-squares': {
    value: (l, _, target) => (l - target) ** 2 / 2,
    derivative: (by, l, _, target) => by.minus(l, by.number(target)),
    boundary: 0.5,
    score: (l) => between(l),
  },
  /**
   * Each real picture is to be above the generated one it is paired with, and for the generator the
   * other way round (Jolicoeur-Martineau 2018, without the mean; Huang et al. 2024, "R3GAN"):
   * softplus(-(real - generated)), softplus(-(generated - real)). The loss of a pair is seen from either
   * side, each of which moves its own logit. The recipe's label does not matter.
   */
  relativistic: {
    pairs: true,
    value: (l, term) => softplus(term === 'fake' ? l : -l),
    derivative: (by, l, term) => by.minus(by.sigmoid(l), by.number(term === 'fake' ? 0 : 1)),
    boundary: 0,
    score: sigmoid,
  },
};

/**
 * Scores of pictures that were judged together, 0..1. Logits that are trained as differences alone have
 * no level: there, a picture is held against the mean of all, and one like the mean has 0.5.
 */
export function scoresOf({ pairs, score }: Loss, logits: Float32Array): Float32Array<ArrayBuffer> {
  const level = pairs ? logits.reduce((sum, logit) => sum + logit, 0) / logits.length : 0;
  return Float32Array.from(logits, (logit) => score(logit - level));
}

/** What D is to say by a term of the loss. */
export const targetOf = (term: LossTerm, { realLabel }: Pick<StepSpec, 'realLabel'>): number =>
  ({ real: realLabel, fake: 0, generator: 1 })[term];

/** Float64 numbers. */
export const NUMBERS: Arithmetic<number> = {
  number: (value) => value,
  minus: (a, b) => a - b,
  sigmoid,
  less: (a, b) => (a < b ? 1 : 0),
};
