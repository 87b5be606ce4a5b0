import type { UnitWords } from './units';

/**
 * All that the studio says in one language. Each language is one folder beside this file, with a
 * section for each kind of message; English is the one that is always at hand.
 */
export interface Catalogue {
  /** BCP 47: numbers and dates are written by it. */
  readonly locale: string;
  readonly units: UnitWords;
}
