import type { SourceFile } from '../../contract/intake';
import { discriminatorBeside } from '../../contract/foreign-nets';
import type { OwnFile } from '../../contract/transfers';
import { words } from '../../words';

/** What a project consists of besides its manifest, and a generator besides its model. */
const PROJECT = /^(?:atelier\.json|metrics\.bin|checkpoint\.\w+|(?:samples|generators|set)\/.+)$/;
const GENERATOR = /^(?:model\.json|settings\.json|README\.md|group\d+-shard\d+of\d+\.bin)$/;

/**
 * Projects and generators that were unpacked: some browsers do it by themselves. Told by the names
 * that the studio gave to their parts; what lies beside these is left where it is.
 */
export function takeUnpacked(given: readonly SourceFile[]): {
  readonly own: readonly OwnFile[];
  readonly others: readonly SourceFile[];
} {
  const { pairs, files } = takePairs(given);
  const paths = new Set(files.map(({ path }) => path));
  const found = new Map<string, RegExp>();
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const name = path.slice(folder.length);
    if (name === 'atelier.json' && paths.has(`${folder}metrics.bin`)) found.set(folder, PROJECT);
    if (name === 'model.json' && paths.has(`${folder}settings.json`)) found.set(folder, GENERATOR);
  }
  if (found.size === 0) return { own: pairs, others: files };
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
    own: [
      ...pairs,
      ...[...parts].map(([folder, some]) => ({
        name: folder.split('/').at(-2) ?? words().frame.transfer.unpacked,
        content: some.map(({ path, file }) => ({ name: path.slice(folder.length), file })),
      })),
    ],
    others,
  };
}

/** Generators and discriminators of other tools that lie side by side: they come in together. */
function takePairs(given: readonly SourceFile[]): {
  readonly pairs: readonly OwnFile[];
  readonly files: readonly SourceFile[];
} {
  const byPath = new Map(given.map((source) => [source.path, source]));
  const taken = new Set<SourceFile>();
  const pairs = given.flatMap((generator): OwnFile[] => {
    const cut = generator.path.lastIndexOf('/') + 1;
    const name = generator.path.slice(cut);
    const beside = discriminatorBeside(name);
    const other = beside === null ? undefined : byPath.get(generator.path.slice(0, cut) + beside);
    if (!other || other === generator) return [];
    taken.add(generator).add(other);
    const parts = [generator, other].map(({ path, file }) => ({ name: path.slice(cut), file }));
    return [{ name, content: parts }];
  });
  return { pairs, files: given.filter((source) => !taken.has(source)) };
}
