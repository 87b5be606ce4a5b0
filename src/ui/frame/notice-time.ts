import type { Notice } from '../../store/view-types';
import { noticeText } from '../../words';

const LEAST_MS = 8_000;
const MS_PER_LETTER = 60;
const MOST_MS = 20_000;
const TROUBLE_MS = 45_000;

/**
 * How long a notice lies over the page, in milliseconds: long enough to be read, and longer where
 * something failed. null: until it is dismissed, as one that offers to take something back is once
 * that is no longer possible.
 */
export function noticeTime({ action, kind, says: said }: Notice): number | null {
  if (action !== null) return null;
  if (kind === 'trouble') return TROUBLE_MS;
  const { says, hint } = noticeText(said);
  return Math.min(MOST_MS, LEAST_MS + MS_PER_LETTER * (says.length + hint.length));
}
