import { PRESET_IDS } from './hyperparameters';

/**
 * One training step as a program: plain data that both engines carry out in order, that memory is
 * estimated from and that docs/settings.md prints. Pictures and latents have names of their own,
 * which live to the end of the step.
 */

/**
 * How a run's steps go: by its preset, named like it; or as an earlier studio trained by that preset,
 * for runs that began then. A run keeps its own to its end.
 */
export const RECIPE_IDS = [
  ...PRESET_IDS,
  /** One update of the discriminator a step, on the mean of its losses; counters apart. */
  'keragan-one-update',
] as const;
export type RecipeId = (typeof RECIPE_IDS)[number];

export type NetName = 'generator' | 'discriminator';

/**
 * Whose loss it is, and on what: the discriminator's on `real` pictures, the discriminator's on
 * generated ones (`fake`), and that of the `generator` on what the discriminator says of its pictures.
 */
export type LossTerm = 'real' | 'fake' | 'generator';

/** The net that a loss is for. */
export const netOf = (term: LossTerm): NetName =>
  term === 'generator' ? 'generator' : 'discriminator';

/** How far each kind of augmentation goes: parts of DiffAugment's own range, 0..1; one at 0 leaves
 *  pictures as they are, to the bit. */
export interface AugmentStrengths {
  readonly colour: number;
  readonly translation: number;
  readonly cutout: number;
}

export type Instruction =
  /** The real pictures of the batch, mirrored at random where the settings say so. */
  | { readonly do: 'gather'; readonly as: string }
  /** z ~ N(0, 1), [batch, latent size]: the same numbers for the same stream, all through a step. */
  | { readonly do: 'latents'; readonly stream: NetName; readonly as: string }
  /** The generator's pictures of z. `training`: normalised by the batch's own statistics, which the
   *  running ones follow; `inference`: by the running ones. */
  | {
      readonly do: 'generate';
      readonly from: string;
      readonly mode: 'training' | 'inference';
      readonly as: string;
    }
  /** Those pictures as the discriminator is to see them: each changed at random, by numbers of its own
   *  (nets/augmentation.ts). `pass` numbers the augmentations of a step, and so their streams. */
  | {
      readonly do: 'augment';
      readonly pictures: string;
      readonly strengths: AugmentStrengths;
      /** Whether each kind happens to every picture, or by the chance in the model's state, which
       *  follows how far D overfits (nets/augmentation-chance.ts): by what D says in the steps
       *  themselves, or as the session tells it. */
      readonly chance: 'certain' | 'adaptive' | 'told';
      readonly pass: number;
      readonly as: string;
    }
  /** The discriminator's logits of pictures, normalised by their own statistics; whether its running
   *  ones follow. */
  | {
      readonly do: 'judge';
      readonly pictures: string;
      readonly runningStatistics: 'follow' | 'stay';
    }
  /** The mean loss of those logits. Its gradient in the weights of the net that it is for, as they are
   *  now, times `weight`, is added to what that net has gathered since its last update. `against`: the
   *  loss is of what each logit is above that of the picture in the same place there, whose own logit
   *  counts as a constant. */
  | {
      readonly do: 'loss';
      readonly pictures: string;
      readonly term: LossTerm;
      readonly weight: number;
      readonly against?: string;
    }
  /** On every `every`-th step, counted from 0, the mean over the pictures of weight every / 2 times the
   *  square of ((D(x + reach u) - D(x - reach u)) / (2 reach)), where u is the gradient of D's logit in the
   *  picture, of length 1, which counts as a constant: how steep D is there (R1 of real pictures, R2 of
   *  generated ones), without second derivatives. Its gradient is added to what D has gathered. */
  | {
      readonly do: 'penalty';
      readonly pictures: string;
      readonly weight: number;
      readonly every: number;
      readonly reach: number;
    }
  /** Adam moves the weights of a net by the gradient it has gathered. */
  | { readonly do: 'update'; readonly net: NetName }
  /** The average of the generator's weights takes its share of them as they are now; nets/average.ts
   *  says how much. `halfLife` is in pictures, a step counts as `batch` of them. */
  | { readonly do: 'average'; readonly halfLife: number; readonly batch: number };

type Of<Kind extends Instruction['do']> = Extract<Instruction, { do: Kind }>;
export type Generate = Of<'generate'>;
export type Augment = Of<'augment'>;
export type Judge = Of<'judge'>;
export type LossOf = Of<'loss'>;
export type Penalty = Of<'penalty'>;
export type AverageOf = Of<'average'>;

export type StepProgram = readonly Instruction[];
