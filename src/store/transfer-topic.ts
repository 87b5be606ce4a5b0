import { StudioError } from '../contract/errors';
import { refreshCard } from './cards';
import type { Context } from './context';
import type { StudioActions, TransferView } from './model';
import { uniqueName } from './names';
import { throttle } from './throttle';

/** How often the page is told how far a file is, in milliseconds. */
const PERIOD = 200;

type Progress = (done: number, total: number) => void;

export interface TransferTopic {
  readonly actions: Pick<StudioActions, 'exportProject' | 'importFile' | 'cancelTransfer'>;
  dispose(): void;
}

interface Hooks {
  /** Puts a set on the wall. */
  readonly choose: (datasetId: string) => void;
  readonly openRun: (runId: string) => Promise<void>;
}

/** Project files out and in, one at a time [FILE1]. */
export function transferTopic(context: Context, { choose, openRun }: Hooks): TransferTopic {
  const { ports } = context;
  let controller: AbortController | null = null;

  const transfer = async (
    kind: TransferView['kind'],
    name: string,
    work: (progress: Progress, signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    if (controller) {
      context.notify(
        'A file is being written or read already.',
        'Wait until it is done, or cancel that first.',
      );
      return;
    }
    const current = new AbortController();
    controller = current;
    let view: TransferView = { kind, name, done: 0, total: 0 };
    const tell = throttle(PERIOD, () => context.update({ transfer: view }));
    tell();
    await context.attempt(() =>
      work((done, total) => {
        view = { kind, name, done, total };
        tell();
      }, current.signal),
    );
    tell.cancel();
    controller = null;
    context.update({ transfer: null });
  };

  /** Names that are taken here get a number; records come as they are stored now. */
  const named = async (runId: string, datasetId: string | null): Promise<void> => {
    const { storage } = ports;
    const { runs, datasets } = context.state;
    const run = await storage.run(runId);
    if (!run) throw new StudioError('run-missing', 'What the file brought is no longer stored.');
    const others = runs.filter((card) => card.run.id !== runId);
    const name = uniqueName(
      run.name,
      others.map((card) => card.run.name),
    );
    const kept = name === run.name ? run : ((await storage.updateRun(runId, { name })) ?? run);
    context.update({ runs: [{ run: kept, thumbnail: null, bytes: 0 }, ...others] });
    await refreshCard(context, runId);

    const set = datasetId === null ? undefined : await storage.dataset(datasetId);
    if (!set || datasets.some(({ id }) => id === set.id)) return;
    const setName = uniqueName(
      set.name,
      datasets.map((other) => other.name),
    );
    const keptSet =
      setName === set.name ? set : await storage.updateDataset(set.id, { name: setName });
    context.update({ datasets: [keptSet, ...context.state.datasets] });
    if (context.state.datasetId === null) choose(set.id);
  };

  return {
    dispose: () => controller?.abort(),
    actions: {
      exportProject: (runId, withPictures) =>
        transfer('export', context.run(runId)?.name ?? '', async (progress, signal) => {
          ports.save(await ports.projects.exportRun(runId, withPictures, progress, signal));
        }),
      importFile: (file) =>
        transfer('import', file.name, async (progress, signal) => {
          // No tab sweeps away what is not finished yet.
          const release = ports.claims.hold('intake');
          try {
            const { runId, datasetId } = await ports.projects.importFile(file, progress, signal);
            await named(runId, datasetId);
            await openRun(runId);
          } finally {
            release();
          }
        }),
      cancelTransfer: () => controller?.abort(),
    },
  };
}
