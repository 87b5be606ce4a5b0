import { kindOf } from '../contract/errors';
import type { Finder } from './finder';

/** Losses or weights were not finite any more, which halts a run. Going on with lower rates is offered
 *  where the run's end is told. */
export const numbersBad: Finder<'numbers-bad'> = ({ failure, rates }) =>
  failure && kindOf(failure) === 'numbers-bad' ? { kind: 'bad', params: rates } : null;
