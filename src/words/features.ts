import type { Feature } from '../contract/features';

export interface FeatureWords {
  /** A heading for it. */
  readonly name: string;
  /** What the studio does without it. */
  readonly says: string;
  /** What the person can do; '' where there is nothing to do. */
  readonly todo: string;
}

export type FeatureTexts = Readonly<Record<Feature, FeatureWords>>;

/** IndexedDB has no substitute: the studio opens with these words alone. */
export interface DatabaseWords {
  readonly says: string;
  /** The beginning of a sentence that ends in the browser's own word for it. */
  readonly refused: string;
  readonly todo: string;
}
