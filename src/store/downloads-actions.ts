import { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import type { Context } from './context';
import type { StudioActions, WorkKind } from './model';
import type { Download, Progress } from './ports';
import type { Works } from './works';

type DownloadActions = Pick<
  StudioActions,
  'downloadGenerator' | 'downloadSamples' | 'downloadCurves'
>;

/** Files of a run, made from what is stored and handed to the person [OUT4]. */
export function downloadsActions(context: Context, works: Works): DownloadActions {
  const { ports } = context;
  const { storage, exporter } = ports;

  const download = (
    runId: string,
    kind: WorkKind,
    words: string,
    make: (run: RunRecord, progress: Progress, signal: AbortSignal) => Promise<Download>,
  ): Promise<void> =>
    works.run({ kind, runId, words }, async (progress, signal) => {
      const run = context.run(runId) ?? (await storage.run(runId));
      if (!run) throw new StudioError('run-missing', 'This run is no longer stored.');
      const made = await make(run, progress, signal);
      // Reading from storage is not broken off: what was cancelled meanwhile is let go.
      if (!signal.aborted) ports.save(made);
    });

  return {
    downloadGenerator: (runId, epoch) =>
      download(runId, 'generator', 'Packing the generator', async (run, progress, signal) => {
        const generator = await storage.generator(runId, epoch);
        if (generator) return exporter.generator(run, generator, progress, signal);
        throw new StudioError(
          'model-missing',
          `No generator of epoch ${epoch} is kept of "${run.name}".`,
          'Choose another epoch.',
        );
      }),
    downloadSamples: (runId) =>
      download(runId, 'samples', 'Packing the samples', async (run, progress, signal) => {
        const samples = await storage.samples(runId);
        if (samples.length > 0) return exporter.samples(run, samples, progress, signal);
        throw new StudioError('run-missing', `"${run.name}" holds no samples yet.`);
      }),
    downloadCurves: (runId) =>
      download(runId, 'curves', 'Writing the curves', async (run, progress, signal) =>
        exporter.curves(run, await storage.metrics(runId), progress, signal),
      ),
  };
}
