import { serverReadme } from '../../words/en/server-readme';
import type { ZipEntry } from '../zip';
import type { ServerParts } from './parts';
import { recipeJson, settingsJson } from './recipe';
import { picturesFile, stateFile, type Progress } from './tensors';
import program from './train.py?raw';

/**
 * A run as what trains it on another machine [SERVER1]: the files of a ZIP, one after the other.
 * @param progress told pictures done, and in all.
 */
export function* serverEntries(parts: ServerParts, progress: Progress): Generator<ZipEntry> {
  const { run, checkpoint, pictures, project } = parts;
  const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  yield { name: 'README.md', data: serverReadme(run, checkpoint) };
  yield { name: 'train.py', data: program };
  yield { name: 'recipe.json', data: json(recipeJson(parts)) };
  yield { name: 'settings.json', data: json(settingsJson(run)) };
  yield { name: 'state.safetensors', data: stateFile(checkpoint) };
  yield { name: 'studio.atelier', data: project };
  yield { name: 'pictures.safetensors', data: picturesFile(pictures, progress) };
}
