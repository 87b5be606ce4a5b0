import {
  GENERATOR_GROUPS,
  type DirectionRecord,
  type FavouriteRecord,
  type GeneratorGroup,
  type RunRecord,
} from '../contract/records';
import { count, listOf, oneOf, refuse, shape, text } from '../records/check';
import { NumberReader, toBytes } from '../records/numbers';
import { direction, favourite } from '../records/restore-keepsakes';
import type { StudioStorage } from '../storage/studio-storage';
import type { ArchiveWriter } from './archive-writer';
import { name, time } from './fields';
import { LIMITS } from './limits';
import { NAMES } from './manifest';
import type { ProjectFile } from './project-file';

const PLACE = 'file-keepsakes';

const documentOf = shape({
  favourites: listOf(
    shape({
      keptAt: time,
      name,
      epoch: count,
      weights: oneOf<GeneratorGroup>(GENERATOR_GROUPS),
      origin: text,
    }),
    LIMITS.keepsakes,
  ),
  directions: listOf(shape({ keptAt: time, name }), LIMITS.keepsakes),
});

/** Favourites and named directions, where there are any; their latents are all of one size.
 *  @returns whether there are. */
export async function writeKeepsakes(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
): Promise<boolean> {
  const favourites = await storage.favourites(runId);
  const directions = await storage.directions(runId);
  if (favourites.length + directions.length === 0) return false;
  await archive.addJson(NAMES.keepsakes, {
    favourites: favourites.map(({ keptAt, name, epoch, weights, origin }) => ({
      ...{ keptAt, name, epoch, weights, origin },
    })),
    directions: directions.map(({ keptAt, name }) => ({ keptAt, name })),
  });
  const numbers = [
    ...favourites.map(({ latent }) => latent),
    ...directions.map(({ vector }) => vector),
  ];
  await archive.addBytes(NAMES.latents, toBytes(numbers));
  return true;
}

/** What a person kept of a project's run. @throws StudioError. */
export async function readKeepsakes(
  file: ProjectFile,
  { id: runId, settings: { latentSize } }: RunRecord,
): Promise<{
  readonly favourites: readonly FavouriteRecord[];
  readonly directions: readonly DirectionRecord[];
}> {
  if (!file.manifest.keepsakes) return { favourites: [], directions: [] };
  const told = documentOf(await file.json(NAMES.keepsakes, 'keepsakes'), PLACE);
  const wanted = (told.favourites.length + told.directions.length) * latentSize;
  const numbers = new NumberReader(await file.bytes(NAMES.latents, LIMITS.keepsakeBytes));
  if (numbers.left !== 4 * wanted) {
    refuse(PLACE, { is: 'numbers-of', count: wanted }, numbers.left / 4);
  }
  const next = () => numbers.take(Float32Array, latentSize);
  return {
    favourites: told.favourites.map((one) => favourite({ ...one, runId, latent: next() }, PLACE)),
    directions: told.directions.map((one) => direction({ ...one, runId, vector: next() }, PLACE)),
  };
}
