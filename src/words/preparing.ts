import type { PreparingCode, PreparingParams } from '../contract/preparing';

/** What is being done before a run trains: the beginning of a sentence, without a full stop. */
export type PreparingTexts = {
  readonly [Code in PreparingCode]: (params: PreparingParams[Code]) => string;
};
