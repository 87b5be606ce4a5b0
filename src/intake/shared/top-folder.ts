/** The first part that all '/'-separated paths share as a folder, or null. */
export function sharedTop(paths: readonly string[]): string | null {
  const first = paths[0];
  const end = first?.indexOf('/') ?? -1;
  if (first === undefined || end <= 0) return null;
  const prefix = first.slice(0, end + 1);
  return paths.every((path) => path.startsWith(prefix)) ? first.slice(0, end) : null;
}
