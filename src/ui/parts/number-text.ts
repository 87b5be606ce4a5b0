/** What a field shows for a value. */
export const textOf = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : String(value);

/** '' -> null; '1,097' and '1 097' -> 1097; '0,5' -> 0.5; anything else that is no number -> NaN. */
export function parse(text: string): number | null {
  const bare = text.trim();
  if (bare === '') return null;
  const grouped = /^\d{1,3}([, \u00a0\u202f]\d{3})+$/.test(bare);
  return Number(grouped ? bare.replace(/\D/g, '') : bare.replace(',', '.'));
}
