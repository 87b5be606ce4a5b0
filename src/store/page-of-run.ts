import type { ExportSources } from '../contract/exports';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import type { StudioStorage } from '../storage/studio-storage';

/** Grids of samples on a page, at most: enough to see how a run learnt, and no file too large to send. */
const MOST_GRIDS = 48;
/** Favourites on it, at most; the newest. */
const MOST_FAVOURITES = 48;

type Stored = Pick<StudioStorage, 'samples' | 'metrics' | 'measures' | 'favourites' | 'generator'>;

/** What a page of a run is made from. */
export async function pageOf(storage: Stored, run: RunRecord): Promise<ExportSources['page']> {
  const favourites = (await storage.favourites(run.id)).slice(-MOST_FAVOURITES);
  const epochs = new Set(favourites.map(({ epoch }) => epoch));
  const generators: GeneratorRecord[] = [];
  for (const epoch of epochs) {
    const found = await storage.generator(run.id, epoch);
    if (found) generators.push(found);
  }
  return {
    run,
    favourites,
    generators,
    samples: evenly(await storage.samples(run.id), MOST_GRIDS),
    blocks: await storage.metrics(run.id),
    measures: await storage.measures(run.id),
  };
}

/** So many of them at equal distances, the first and the last included; all where they are fewer. */
export function evenly<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from(
    { length: most },
    (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]!,
  );
}
