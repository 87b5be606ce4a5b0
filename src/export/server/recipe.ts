import type { RunRecord } from '../../contract/records';
import { buildGan } from '../../nets/presets';
import type { ServerParts } from './parts';

/** What train.py reads; a change that it must know of makes another version, there and here. */
const FORMAT = 'atelier-recipe';
const VERSION = 1;

/** `recipe.json`: the nets layer by layer, one step as instructions, and how pictures are ordered. */
export function recipeJson({ run, pictures }: Pick<ServerParts, 'run' | 'pictures'>): object {
  const { shape, count, starts, windowChunks } = pictures;
  return {
    format: FORMAT,
    version: VERSION,
    gan: buildGan(run.settings, run),
    pictures: {
      count,
      shape: [shape.height, shape.width, shape.channels],
      windowChunks,
      ...(windowChunks === null ? {} : { starts: [...starts] }),
    },
  };
}

/** `settings.json`: the settings of the run, as a person would read them; and its name. */
export const settingsJson = (run: RunRecord): object => ({
  run: run.name,
  pictures: { set: run.datasetName, count: run.datasetCount },
  settings: run.settings,
});
