import { isTorchArchive } from '../../contract/foreign-nets';
import { ascii } from '../formats/bytes';

/** How the studio's own archives are told: by what they hold, never by how they are called. */

/** A net of PyTorch; a project by its manifest, a generator by its model and the settings beside it; in a folder where
 *  somebody packed them again. @param names paths of all files in the archive, '/'-separated. */
export function isOwnArchive(names: readonly string[]): boolean {
  if (isTorchArchive(names)) return true;
  const all = new Set(names);
  return names.some((name) => {
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const file = name.slice(folder.length);
    const own =
      file === 'atelier.json' || (file === 'model.json' && all.has(`${folder}settings.json`));
    // Beside other things, an unpacked project is not all that the archive holds.
    return own && names.every((other) => other.startsWith(folder));
  });
}

/** Whether an archive without a directory, cut short, say, was a project: by its first entry, which
 *  no other program writes. @param head its first bytes: a local header (PKWARE APPNOTE 4.3.7). */
export const isOwnBeginning = (head: Uint8Array): boolean =>
  ['checkpoint.json', 'metrics.bin'].some(
    (name) => head[26] === name.length && ascii(head, 30, name.length) === name,
  );
