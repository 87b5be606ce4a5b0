import type { StudioErrorData } from './errors';
import type { Likeness, Measures } from './measures';
import type { MeanLogits, Pictures, RealPictures } from './measuring';

/** What a worker that measures is asked, one after another; each is answered before the next. */
export type MeasuringOrder =
  | {
      readonly type: 'prepare';
      readonly real: RealPictures;
      readonly seed: number;
      readonly generated: number;
    }
  | {
      readonly type: 'measure';
      readonly generated: Pictures;
      readonly logits: MeanLogits | null;
    };

export type MeasuringAnswer =
  | { readonly type: 'floor'; readonly floor: Likeness }
  | { readonly type: 'measures'; readonly measures: Measures }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
