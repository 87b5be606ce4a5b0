import { kindOf } from '../contract/errors';
import type { Finder } from './finder';
import { goBack } from './remedies';

/** Losses or weights were not finite any more, which halts a run. Going on with lower rates from its last
 *  checkpoint is offered where the run's end is told. */
export const numbersBad: Finder<'numbers-bad'> = (history) => {
  const { failure, rates } = history;
  if (!failure || kindOf(failure) !== 'numbers-bad') return null;
  return { kind: 'bad', params: rates, remedies: goBack(history, 'both-rates') };
};
