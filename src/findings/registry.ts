import type { Finding, FindingCode } from '../contract/findings';
import { collapsed } from './collapsed';
import { copying } from './copying';
import { discriminatorWon } from './discriminator-won';
import type { Finder } from './finder';
import type { History } from './history';
import { improving } from './improving';
import { numbersBad } from './numbers-bad';
import { rateHigh } from './rate-high';
import { setAlike } from './set-alike';
import { setMixed } from './set-mixed';
import { setSmall } from './set-small';
import { stoppedImproving } from './stopped-improving';

/** All that can be found, in the order in which it is told: the gravest first, good news last. */
const FINDERS: { readonly [Code in FindingCode]: Finder<Code> } = {
  'numbers-bad': numbersBad,
  collapsed,
  'rate-high': rateHigh,
  'discriminator-won': discriminatorWon,
  copying,
  'stopped-improving': stoppedImproving,
  'set-small': setSmall,
  'set-mixed': setMixed,
  'set-alike': setAlike,
  improving,
};

/** What a run's course shows. Pure: the same history gives the same findings. */
export function findings(history: History): Finding[] {
  return Object.entries(FINDERS).flatMap(([code, find]) => {
    const found = find(history);
    return found ? [{ remedies: [], ...found, code } as Finding] : [];
  });
}
