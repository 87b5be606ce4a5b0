import type { FindingCode, FindingKind, FindingParams, Remedy } from '../contract/findings';
import type { History } from './history';

/** One finding, but for its code. */
export interface Found<Code extends FindingCode> {
  readonly kind: FindingKind;
  readonly params: FindingParams[Code];
  readonly remedies?: readonly Remedy[];
}

/** Tells whether a history shows it. Pure. */
export type Finder<Code extends FindingCode> = (history: History) => Found<Code> | null;
