import type { SkipParams } from '../contract/skip-reasons';
import type { Tell } from './tell';

/** The sentence of each reason why a file was left out. */
export type SkipTexts = {
  readonly [Code in keyof SkipParams]: keyof SkipParams[Code] extends never
    ? string
    : (params: SkipParams[Code], tell: Tell) => string;
};
