import { words } from '../../words';
import { sharedTop } from '../shared/top-folder';

/** A name for a set whose person gave none: its folder's, its only file's, or "Pictures". */
export function nameSet(given: string, paths: readonly string[]): string {
  const name = given.trim();
  if (name) return name;
  const only = paths.length === 1 ? paths[0]! : '';
  const file = only.slice(only.lastIndexOf('/') + 1).replace(/(?:\.\w{1,5}){1,2}$/, '');
  return sharedTop(paths) ?? (file || words().pictures.unnamedSet);
}
