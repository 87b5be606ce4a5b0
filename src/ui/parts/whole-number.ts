import { words } from '../../words';

/** What is wrong with a whole number, or undefined. */
export function notWhole(value: number | null, min: number, max: number): string | undefined {
  if (value !== null && Number.isInteger(value) && value >= min && value <= max) return undefined;
  return words().parts.number.wholeFrom(min, max);
}
