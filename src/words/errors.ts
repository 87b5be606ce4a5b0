import type { ErrorParams } from '../contract/errors';
import type { Tell } from './tell';

/** A failure as people read it. */
export interface ErrorText {
  /** What happened, and what was found and expected where that applies. One plain sentence. */
  readonly message: string;
  /** What to do next. One plain sentence; missing where there is nothing to do. */
  readonly hint?: string;
}

/** The text of each failure of one area; of those with parameters a function of these. */
export type ErrorTexts<Area = ErrorParams> = {
  readonly [Code in keyof Area]: keyof Area[Code] extends never
    ? ErrorText
    : (params: Area[Code], tell: Tell) => ErrorText;
};
