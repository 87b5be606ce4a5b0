import { StudioError } from '../contract/errors';
import type { OwnFile } from '../contract/transfers';
import { refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import type { TransferView } from './view-types';
import { uniqueName } from './names';
import { throttle } from './throttle';

/** How often the page is told how far a file is, in milliseconds. */
const PERIOD = 200;

type Progress = (done: number, total: number) => void;

export interface TransferActions {
  readonly actions: Pick<StudioActions, 'exportProject' | 'importFiles' | 'cancelTransfer'>;
  /** Brings files in, after those that wait already. Resolves when all of them are done. */
  bring(files: readonly OwnFile[]): Promise<void>;
  dispose(): void;
}

interface Hooks {
  /** Puts a set on the picture grid. */
  readonly choose: (datasetId: string) => void;
  readonly openRun: (runId: string) => Promise<void>;
  /** A run came in; and its set, where that is stored here now. */
  readonly arrived: (runId: string, datasetId: string | null) => Promise<void>;
}

/** Project files out and in, one at a time [FILE1]. */
export function transferActions(context: Context, hooks: Hooks): TransferActions {
  const { ports } = context;
  let controller: AbortController | null = null;
  /** The transfer at hand; never rejects. */
  let busy: Promise<void> | null = null;
  const waiting: OwnFile[] = [];
  let bringing: Promise<void> | null = null;

  /** Shows a transfer while `work` goes on. */
  const show = async <T>(
    start: Pick<TransferView, 'kind' | 'name' | 'place'>,
    of: () => number,
    work: (progress: Progress) => Promise<T>,
  ): Promise<T> => {
    let part = { done: 0, total: 0 };
    const notify = throttle(PERIOD, () =>
      context.update({ transfer: { ...start, of: of(), ...part } }),
    );
    notify();
    try {
      return await work((done, total) => {
        part = { done, total };
        notify();
      });
    } finally {
      notify.cancel();
    }
  };

  /** Lets `work` be cancelled, and clears the sign after it. */
  const transfer = (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const current = new AbortController();
    controller = current;
    busy = context
      .attempt(() => work(current.signal))
      .then(() => {
        controller = null;
        busy = null;
        context.update({ transfer: null });
      });
    return busy;
  };

  /** Names that are taken here get a number; records come as they are stored now. */
  const named = async (runId: string, datasetId: string | null): Promise<string> => {
    const { storage } = ports;
    const { runs, datasets } = context.state;
    const run = await storage.run(runId);
    if (!run) throw new StudioError('import-gone');
    const others = runs.filter((card) => card.run.id !== runId);
    const name = uniqueName(
      run.name,
      others.map((card) => card.run.name),
    );
    const kept = name === run.name ? run : ((await storage.updateRun(runId, { name })) ?? run);
    context.update({ runs: [{ run: kept, thumbnail: null, bytes: 0 }, ...others] });
    await refreshSummary(context, runId);

    const set = datasetId === null ? undefined : await storage.dataset(datasetId);
    if (!set || datasets.some(({ id }) => id === set.id)) return name;
    const setName = uniqueName(
      set.name,
      datasets.map((other) => other.name),
    );
    const keptSet =
      setName === set.name ? set : await storage.updateDataset(set.id, { name: setName });
    context.update({ datasets: [keptSet, ...context.state.datasets] });
    if (context.state.datasetId === null) hooks.choose(set.id);
    return name;
  };

  interface Came {
    readonly runId: string;
    readonly name: string;
  }

  /** One file in; its failure is said with its name, and stops no other. */
  const importOne = async (
    file: OwnFile,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Came | null> => {
    try {
      const { runId, datasetId } = await ports.files.projects.importFile(file, progress, signal);
      const name = await named(runId, datasetId);
      await hooks.arrived(runId, datasetId);
      return { runId, name };
    } catch (cause) {
      const error = StudioError.from(cause);
      if (error.kind !== 'cancelled') {
        const params = { file: file.name, error: error.toData() };
        context.notify({ code: 'not-brought-in', params });
      }
      return null;
    }
  };

  /** A lone run is opened; of several, none is. A run that trains stays open. */
  const present = async (came: readonly Came[]): Promise<void> => {
    const [first] = came;
    if (!first) return;
    const training = context.heldRun !== null;
    if (came.length === 1 && !training) return hooks.openRun(first.runId);
    context.notify({ code: 'brought-in', params: { runs: came.map(({ name }) => name) } });
    if (!training) context.update({ room: 'runs' });
  };

  const bringAll = async (): Promise<void> => {
    while (busy) await busy;
    const came: Came[] = [];
    await transfer(async (signal) => {
      // No tab sweeps away what is not finished yet.
      const release = ports.tabs.claims.hold('intake');
      let place = 0;
      for (let file = waiting.shift(); file && !signal.aborted; file = waiting.shift()) {
        const next = file;
        const start = { kind: 'import', name: next.name, place: ++place } as const;
        const one = await show(
          start,
          () => start.place + waiting.length,
          (progress) => importOne(next, progress, signal),
        );
        if (one) came.push(one);
      }
      if (signal.aborted) waiting.length = 0;
      release();
    });
    await present(came);
  };

  /** More may come while the last of them is opened. */
  const bringWaiting = async (): Promise<void> => {
    while (waiting.length > 0) await bringAll();
  };

  const bring = (files: readonly OwnFile[]): Promise<void> => {
    if (files.length === 0) return Promise.resolve();
    waiting.push(...files);
    bringing ??= bringWaiting().finally(() => (bringing = null));
    return bringing;
  };

  return {
    bring,
    dispose: () => {
      waiting.length = 0;
      controller?.abort();
    },
    actions: {
      exportProject: async (runId, withPictures) => {
        if (busy) {
          context.notify({ code: 'transfer-busy', params: {} });
          return;
        }
        const start = { kind: 'export', name: context.run(runId)?.name ?? '', place: 1 } as const;
        await transfer((signal) =>
          show(
            start,
            () => 1,
            async (progress) => {
              ports.files.save(
                await ports.files.projects.exportRun(runId, withPictures, progress, signal),
              );
            },
          ),
        );
      },
      importFiles: (files) =>
        bring(Array.from(files, (file) => ({ name: file.name, content: file }))),
      cancelTransfer: () => {
        if (context.state.transfer?.kind === 'import') waiting.length = 0;
        controller?.abort();
      },
    },
  };
}
