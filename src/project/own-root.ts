/**
 * Where in an archive, or among loose files, the studio's own parts lie: '' mostly; a folder where
 * somebody unpacked them and packed them again. @param names '/'-separated paths.
 */
const OWN: ReadonlySet<string> = new Set(['atelier.json', 'model.json', 'data.pkl']);

export function ownRoot(names: Iterable<string>): string {
  let root: string | null = null;
  for (const name of names) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const file = name.slice(folder.length);
    if (!OWN.has(file)) continue;
    if (root === null || folder.length < root.length) root = folder;
  }
  return root ?? '';
}
