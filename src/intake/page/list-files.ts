import type { SourceFile } from '../../contract/intake';
import { isSystemFile } from '../../data/files/system-files';

/** Files of an `<input type=file>`, with their relative paths where it was a folder; system and
 *  hidden files left out. */
export function listFiles(files: Iterable<File> | ArrayLike<File>): SourceFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file })).filter(
    ({ path }) => !isSystemFile(path),
  );
}
