import { words } from '../../words';

/** What a field shows for a value. */
export const textOf = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : String(value);

/** Longer texts are shortened where they are repeated. */
const LONGEST = 24;

/** Said of a text that is no number: what was found, and how numbers can be written. */
export function noNumber(text: string, whole: boolean): string {
  const bare = text.trim();
  const found = bare.length > LONGEST ? `${bare.slice(0, LONGEST)}\u2026` : bare;
  const { not, notWhole } = words().parts.number;
  return whole ? notWhole(found) : not(found);
}

/** Said of a field that did not take what was typed. */
export function refused(issue: string, inForce: number | null): string {
  const { staysEmpty, staysAt } = words().parts.number;
  return inForce === null ? staysEmpty(issue) : staysAt(issue, textOf(inForce));
}
