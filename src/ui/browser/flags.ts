/** Small preferences of the page in localStorage. A browser may throw at its very name; then a
 *  preference lasts as long as the page. */

/** Null where none was written or none can be read. */
export function readFlag(key: string): boolean | null {
  try {
    const value = localStorage.getItem(key);
    return value === null ? null : value === 'yes';
  } catch {
    return null;
  }
}

export function writeFlag(key: string, on: boolean): void {
  try {
    localStorage.setItem(key, on ? 'yes' : 'no');
  } catch {
    // Refused, or full.
  }
}
