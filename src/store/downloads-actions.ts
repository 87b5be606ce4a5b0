import { StudioError } from '../contract/errors';
import {
  EXPORTS,
  exportRow,
  type DownloadOrder,
  type ExportSources,
  type Holds,
  type NetChoice,
} from '../contract/exports';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import { serverBytes } from '../contract/server-bytes';
import type { StudioStorage } from '../storage/studio-storage';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import { pageOf } from './page-of-run';
import { firstChoice, netsToTake, takenNetwork } from './taken-network';
import type { Works } from './works';

/** Bytes above which a file is written where the person wants it, while it is made. */
const LARGE = 64 * 2 ** 20;

/** Files of a run, made from what is stored and handed to the person [OUT4]. */
export function downloadsActions(
  context: Context,
  works: Works,
): Pick<StudioActions, 'download' | 'netsToTake' | 'takeToServer'> {
  const { storage, files } = context.ports;
  return {
    netsToTake: async (runId, epoch) => {
      const run = context.run(runId);
      return run ? await netsToTake(storage, run, epoch) : ['generator'];
    },
    download: (id, runId, epoch, choice) => {
      const work = { kind: id, pictures: 0 };
      return works.run({ work, runId }, async (progress, signal) => {
        const run = context.run(runId) ?? (await storage.run(runId));
        if (!run) throw new StudioError('run-gone');
        const { holds = 'all', shared = false } = exportRow(id);
        const wanted = { epoch, choice: choice ?? firstChoice(run), holds };
        const source = await SOURCES[EXPORTS[id].from](storage, run, wanted);
        // The row of the registry says which source is its own.
        const order = { type: id, source } as DownloadOrder;
        const made = await files.exporter(order, progress, signal);
        // Reading from storage is not broken off: what was cancelled meanwhile is let go.
        if (signal.aborted) return;
        if (!shared || !(await files.share(made))) files.save(made);
      });
    },
    takeToServer: async (runId) => {
      const run = context.run(runId) ?? (await storage.run(runId));
      if (!run) return;
      // The browser's own downloads have all of it in memory, or copy it once more.
      const to = serverBytes(run) > LARGE ? await files.askToSave('server', run) : null;
      if (to === 'cancelled') return;
      const about = { work: { kind: 'server', pictures: run.datasetCount }, runId } as const;
      await works.run(about, async (progress, signal) => {
        const order = { type: 'server', source: { run }, to } as const;
        const made = await files.exporter(order, progress, signal);
        if (!to && !signal.aborted) files.save(made);
      });
    },
  };
}

type RunSources = Omit<ExportSources, 'painted'>;

/** What was asked for of a run. */
interface Wanted {
  readonly epoch: number;
  readonly choice: NetChoice;
  readonly holds: Holds;
}

/** What files are made from, read from storage. */
const SOURCES: {
  readonly [From in keyof RunSources]: (
    storage: StudioStorage,
    run: RunRecord,
    wanted: Wanted,
  ) => Promise<RunSources[From]>;
} = {
  generator: async (storage, run, { epoch }) => {
    return { run, generator: await keptGenerator(storage, run, epoch) };
  },
  weights: async (storage, run, { epoch }) => {
    const generator = await keptGenerator(storage, run, epoch);
    const found = await storage.newestCheckpoint(run.id);
    return { run, generator, checkpoint: found?.checkpoint ?? null };
  },
  network: async (storage, run, { epoch, choice, holds }) => {
    const generator = await keptGenerator(storage, run, epoch);
    return await takenNetwork(storage, { run, generator }, choice, holds);
  },
  samples: async (storage, run) => {
    const samples = await storage.samples(run.id);
    if (samples.length > 0) return { run, samples };
    throw new StudioError('run-without-samples', { run: run.name });
  },
  server: (_, run) => Promise.resolve({ run }),
  curves: async (storage, run) => ({
    run,
    blocks: await storage.metrics(run.id),
    measures: await storage.measures(run.id),
  }),
  page: (storage, run) => pageOf(storage, run),
};

async function keptGenerator(
  storage: StudioStorage,
  run: RunRecord,
  epoch: number,
): Promise<GeneratorRecord> {
  const generator = await storage.generator(run.id, epoch);
  if (generator) return generator;
  throw new StudioError('generator-not-kept', { run: run.name, epoch });
}
