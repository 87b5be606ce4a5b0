/** `name`, or `name 2`, `name 3` ... where it is taken. */
export function uniqueName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(name)) return name;
  for (let i = 2; ; i++) {
    const numbered = `${name} ${i}`;
    if (!names.has(numbered)) return numbered;
  }
}
