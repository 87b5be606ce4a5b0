import type { SourceFile } from '../../contract/intake';
import type { OwnFile } from '../../contract/transfers';
import { words } from '../../words';

/** What a project consists of besides its manifest, and a generator besides its model. */
const PROJECT = /^(?:atelier\.json|metrics\.bin|checkpoint\.\w+|(?:samples|generators|set)\/.+)$/;
const GENERATOR = /^(?:model\.json|settings\.json|README\.md|group\d+-shard\d+of\d+\.bin)$/;

/**
 * Projects and generators that were unpacked: some browsers do it by themselves. Told by the names
 * that the studio gave to their parts; what lies beside these is left where it is.
 */
export function takeUnpacked(files: readonly SourceFile[]): {
  readonly own: readonly OwnFile[];
  readonly others: readonly SourceFile[];
} {
  const paths = new Set(files.map(({ path }) => path));
  const found = new Map<string, RegExp>();
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const name = path.slice(folder.length);
    if (name === 'atelier.json' && paths.has(`${folder}metrics.bin`)) found.set(folder, PROJECT);
    if (name === 'model.json' && paths.has(`${folder}settings.json`)) found.set(folder, GENERATOR);
  }
  if (found.size === 0) return { own: [], others: files };
  const parts = new Map([...found.keys()].map((folder) => [folder, [] as SourceFile[]]));
  const others = files.filter((source) => {
    const home = [...found].find(
      ([folder, names]) =>
        source.path.startsWith(folder) && names.test(source.path.slice(folder.length)),
    );
    if (!home) return true;
    parts.get(home[0])?.push(source);
    return false;
  });
  return {
    own: [...parts].map(([folder, some]) => ({
      name: folder.split('/').at(-2) ?? words().frame.transfer.unpacked,
      content: some.map(({ path, file }) => ({ name: path.slice(folder.length), file })),
    })),
    others,
  };
}
