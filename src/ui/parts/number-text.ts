/** What a field shows for a value. */
export const textOf = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : String(value);

/** Longer texts are shortened where they are repeated. */
const LONGEST = 24;

/** Said of a text that is no number: what was found, and how numbers can be written. */
export function noNumber(text: string, whole: boolean): string {
  const bare = text.trim();
  const found = bare.length > LONGEST ? `${bare.slice(0, LONGEST)}\u2026` : bare;
  return `"${found}" is not a number. Write it like ${whole ? '128 or 1,000' : '0.0002 or 2e-4'}.`;
}

/** Said of a field that did not take what was typed. */
export const refused = (issue: string, inForce: number | null): string =>
  `${issue} ${inForce === null ? 'It stays empty.' : `It stays at ${textOf(inForce)}.`}`;
