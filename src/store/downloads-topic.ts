import { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import type { Context } from './context';
import type { StudioActions } from './model';
import type { Download } from './ports';

type DownloadActions = Pick<
  StudioActions,
  'downloadGenerator' | 'downloadSamples' | 'downloadCurves'
>;

/** Files of a run, made from what is stored and handed to the person. */
export function downloadsTopic(context: Context): DownloadActions {
  const { ports } = context;
  const { storage, exporter } = ports;

  const download = async (
    runId: string,
    make: (run: RunRecord) => Promise<Download>,
  ): Promise<void> => {
    await context.attempt(async () => {
      const run = context.run(runId) ?? (await storage.run(runId));
      if (!run) throw new StudioError('run-missing', 'This run is no longer stored.');
      ports.save(await make(run));
    });
  };

  return {
    downloadGenerator: (runId, epoch) =>
      download(runId, async (run) => {
        const generator = await storage.generator(runId, epoch);
        if (generator) return exporter.generator(run, generator);
        throw new StudioError(
          'model-missing',
          `No generator of epoch ${epoch} is kept of "${run.name}".`,
          'Choose another epoch.',
        );
      }),
    downloadSamples: (runId) =>
      download(runId, async (run) => {
        const samples = await storage.samples(runId);
        if (samples.length > 0) return exporter.samples(run, samples);
        throw new StudioError('run-missing', `"${run.name}" holds no samples yet.`);
      }),
    downloadCurves: (runId) =>
      download(runId, async (run) => exporter.curves(run, await storage.metrics(runId))),
  };
}
