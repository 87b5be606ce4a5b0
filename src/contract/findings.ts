import type { LearningRates } from './records';
import type { Settings } from './hyperparameters';

/** Generated pictures: how far they lie apart, over how far the set's do. */
interface LookedAt {
  readonly epoch: number;
  readonly diversity: number;
}

/** What a run's course shows, good or bad, with the numbers that show it. The sentences stand in
 *  words/; findings/ says when each is found. Epochs are completed ones. */
export interface FindingParams {
  /** D tells real from generated pictures without effort, so that G learns nothing from it. Means of
   *  the newest steps; `before`: G's loss a while ago, null where the run is too young. */
  'discriminator-won': {
    readonly epoch: number;
    readonly realScore: number;
    readonly fakeScore: number;
    readonly generatorLoss: number;
    readonly before: number | null;
  };
  /** G paints much the same picture again and again. `best`: when its pictures lay the furthest apart;
   *  null where they never did. */
  collapsed: LookedAt & { readonly pictures: number; readonly best: LookedAt | null };
  /** G repeats pictures of the set. `share` of `pictures` that it painted. */
  copying: {
    readonly epoch: number;
    readonly share: number;
    readonly pictures: number;
    readonly set: number;
  };
  /** Distances of generated pictures from real ones, and what real pictures get. */
  improving: {
    readonly epoch: number;
    readonly now: number;
    readonly since: number;
    readonly before: number;
    readonly floor: number;
  };
  /** The best was at `epoch`. */
  'stopped-improving': {
    readonly epoch: number;
    readonly best: number;
    readonly now: number;
    readonly floor: number;
  };
  /** Numbers were not finite any more. */
  'numbers-bad': LearningRates;
  /** Grids from the same latents lost most of their diversity, and got it back; or several in a row
   *  differed far more than the set. */
  'rate-high': LearningRates & {
    readonly grids:
      | {
          readonly how: 'grids-lost';
          readonly before: LookedAt;
          readonly low: LookedAt;
          readonly after: LookedAt;
        }
      | { readonly how: 'grids-wild'; readonly first: LookedAt; readonly last: LookedAt };
  };
  'set-small': { readonly pictures: number };
  'set-mixed': { readonly looked: number; readonly spread: number; readonly apart: number };
  /** Share of the pictures that were looked at, that have another one as good as the same. */
  'set-alike': { readonly looked: number; readonly share: number; readonly crops: number };
}
export type FindingCode = keyof FindingParams;

/** Which learning rates are lowered. */
export type LoweredRate = 'generator-rate' | 'discriminator-rate' | 'both-rates';

/** What may help. */
export type Remedy =
  /** Back to the best checkpoint, of that epoch, and on from there with other rates. */
  | {
      readonly kind: 'rewind';
      readonly epoch: number;
      readonly lowers: LoweredRate;
      readonly rates: LearningRates;
    }
  /** Other learning rates; they count from the next step of a run, or where it goes on. */
  | {
      readonly kind: 'rates';
      readonly lowers: LoweredRate;
      readonly rates: LearningRates;
    }
  /** Settings that hold from a run's beginning: a new run is prepared with them. */
  | { readonly kind: 'settings'; readonly code: NewRunCode; readonly settings: Partial<Settings> };

/** What a new run would have other than this one. */
export type NewRunCode = 'augmentation' | 'fewer-crops';

/** `good`: all goes well; `bad`: it will hardly come right by itself; `note`: worth knowing. */
export type FindingKind = 'good' | 'note' | 'bad';

export type Finding = {
  readonly [Code in FindingCode]: {
    readonly code: Code;
    readonly kind: FindingKind;
    readonly params: FindingParams[Code];
    /** The first is what to try first; empty where nothing in the studio helps. */
    readonly remedies: readonly Remedy[];
  };
}[FindingCode];
