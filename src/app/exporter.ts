import { createDownloads, type MakeFile } from '../client/downloads';
import { safeFileName } from '../export/file-names';
import { sampleNames } from '../export/sample-names';
import type { Exporter } from '../store/ports';
import { words } from '../words';

/** Files for the person, named well; `make` makes what is in them. */
export const createExporter = (make: MakeFile): Exporter => ({
  generator: async (run, generator, progress, signal) => ({
    name: words().files.generator(safeFileName(run.name), generator.epoch),
    blob: await make({ type: 'generator', run, generator }, progress, signal),
  }),
  samples: async (run, samples, progress, signal) => {
    const names = sampleNames(samples, run);
    const images = samples.map(({ image }, i) => ({ name: names[i]!, image }));
    return {
      name: words().files.samples(safeFileName(run.name)),
      blob: await make({ type: 'images', images }, progress, signal),
    };
  },
  curves: async (run, blocks, progress, signal) => ({
    name: words().files.curves(safeFileName(run.name)),
    blob: await make({ type: 'curves', blocks }, progress, signal),
  }),
  picture: async (name, shape, { rgba }, progress, signal) => ({
    name: `${safeFileName(name)}.png`,
    blob: await make({ type: 'picture', shape, rgba }, progress, signal),
  }),
  pictures: async (name, shape, pictures, progress, signal) => ({
    name: `${safeFileName(name)}.zip`,
    blob: await make({ type: 'pictures', shape, pictures }, progress, signal),
  }),
});

/** A worker starts with each file [OUT4]. */
export const exporter = createExporter(
  createDownloads(
    () => new Worker(new URL('../worker/download-worker.ts', import.meta.url), { type: 'module' }),
  ),
);
