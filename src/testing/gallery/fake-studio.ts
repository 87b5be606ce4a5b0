import { createStore, type StoreApi } from 'zustand/vanilla';
import { settingsToHash } from '../../contract/settings';
import { estimateSaving } from '../../nets/saving';
import { estimateMemory } from '../../nets/memory';
import { applyImageSize, applyPreset } from '../../nets/apply-preset';
import { validateSettings } from '../../nets/validate';
import { INITIAL } from '../../store/initial';
import type { Studio, StudioState } from '../../store/model';
import type { StudioActions } from '../../store/studio-actions';
import type { RunView, WholePicture } from '../../store/view-types';
import { activeCount } from '../../store/sets';
import { changed } from '../../store/views';
import { paintedPixels } from './painted';
import { squarePictures } from '../../contract/picture-shape';
import { toRgba } from '../../contract/rgba';

/** A studio that answers the page without workers or storage; for looking at states. */
export function fakeStudio(scene: Partial<StudioState>): StoreApi<Studio> {
  const store: StoreApi<Studio> = createStore<Studio>((set, get) => {
    const inOpenRun = (change: (openRun: RunView) => Partial<RunView>): void =>
      set((studio) => changed(studio, studio.openRunId ?? '', change) ?? {});
    const inState = (state: RunView['run']['state'], live: boolean): void =>
      inOpenRun(({ run }) => ({ live, run: { ...run, state } }));
    const settle = (): void => {
      const { settings, datasets, datasetId } = get();
      const chosen = datasets.find(({ id }) => id === datasetId);
      const pictures = chosen ? activeCount(chosen) : null;
      set({ settingIssues: validateSettings(settings, { pictures, maxBufferBytes: null }) });
    };
    const nothing = (): Promise<void> => Promise.resolve();
    const actions: StudioActions = {
      goTo: (room) => set({ room }),
      exploring: () => {
        throw new Error('A studio to look at has nothing to explore.');
      },
      memoryOn: (_, gan, batchSize) => estimateMemory(gan, batchSize),
      estimateSaving,
      drop: nothing,
      choose: nothing,
      trySamples: nothing,
      cancelIntake: () => set(({ intake }) => ({ intake: { ...intake, working: false } })),
      setIntakeOptions: (change) => {
        set(({ intakeOptions }) => ({ intakeOptions: { ...intakeOptions, ...change } }));
        return nothing();
      },
      selectDataset: (datasetId) => set({ datasetId }),
      renameDataset: (id, name) => {
        set(({ datasets }) => ({
          datasets: datasets.map((one) => (one.id === id ? { ...one, name } : one)),
        }));
        return nothing();
      },
      deleteDataset: (id) => {
        set(({ datasets }) => ({ datasets: datasets.filter((one) => one.id !== id) }));
        return nothing();
      },
      findLookAlikes: () => undefined,
      setExcluded: (id, pictures, excluded) => {
        set(({ datasets }) => ({
          datasets: datasets.map((one) => {
            if (one.id !== id) return one;
            const others = one.excluded.filter((index) => !pictures.includes(index));
            return { ...one, excluded: excluded ? [...others, ...pictures] : others };
          }),
        }));
        return nothing();
      },
      setFolderTicked: (id, folder, ticked) => {
        set(({ datasets }) => ({
          datasets: datasets.map((one) => {
            if (one.id !== id) return one;
            const others = one.untickedFolders.filter((index) => index !== folder);
            return { ...one, untickedFolders: ticked ? others : [...others, folder] };
          }),
        }));
        return nothing();
      },
      picture: (id, index) => {
        const chosen = get().datasets.find((one) => one.id === id);
        return Promise.resolve(paintedPixels(index, chosen?.shape.height ?? 64));
      },
      picturePath: (_, index) => Promise.resolve(`hills/painting ${index + 1}.jpg`),
      wholePicture: (_, index) => Promise.resolve(wholePainting(index)),
      moveFocus: (id) => Promise.resolve(id),
      setSetting: (key, value) => {
        const changed = { ...get().settings, [key]: value };
        if (key === 'preset') set({ settings: applyPreset(changed) });
        else if (key === 'imageSize') {
          set({ settings: applyImageSize(get().settings, changed.imageSize) });
        } else set({ settings: changed });
        settle();
      },
      setEngine: (engine) => set(({ settings }) => ({ settings: { ...settings, engine } })),
      useSettings: (settings) => set({ settings }),
      settingsLink: () => `${location.origin}/${settingsToHash(get().settings)}`,
      timeSteps: () => undefined,
      endTiming: () => undefined,
      train: nothing,
      pause: () => inState('paused', true),
      resume: () => inState('running', true),
      stop: () => inState('stopped', false),
      sampleNow: () => undefined,
      measureNow: () => undefined,
      setLearningRates: () => undefined,
      goOn: (id, options) => {
        const gpu = get().runs.find(({ run }) => run.id === id);
        if (get().openRunId === null && !gpu) return nothing();
        inOpenRun(({ run }) => ({
          live: true,
          preparing: { code: 'going-on', params: {} },
          error: null,
          run: {
            ...run,
            state: 'running',
            failure: null,
            learningRates: options?.learningRates ?? run.learningRates,
            settings: { ...run.settings, epochs: options?.epochs ?? run.settings.epochs },
          },
        }));
        set({ room: 'train' });
        return nothing();
      },
      goBack: (id, learningRates) => get().actions.goOn(id, { from: 'best', learningRates }),
      exportProject: (id) => {
        const name = get().runs.find(({ run }) => run.id === id)?.run.name ?? 'run';
        set({ transfer: { kind: 'export', name, place: 1, of: 1, done: 0, total: 0 } });
        return nothing();
      },
      importFiles: (files) => {
        const [file] = Array.from(files);
        const name = file?.name ?? '';
        const of = Array.from(files).length;
        set({ transfer: { kind: 'import', name, place: 1, of, done: 0, total: file?.size ?? 0 } });
        return nothing();
      },
      cancelTransfer: () => set({ transfer: null }),
      openRun: () => {
        set({ room: 'train' });
        return nothing();
      },
      newRun: () => set({ openRunId: null }),
      renameRun: (id, name) => {
        set(({ runs }) => ({
          runs: runs.map((gpu) =>
            gpu.run.id === id ? { ...gpu, run: { ...gpu.run, name } } : gpu,
          ),
        }));
        return nothing();
      },
      cancelWork: (id) => set(({ works }) => ({ works: works.filter((work) => work.id !== id) })),
      deleteRun: (id) => {
        set(({ runs, notices }) => ({
          runs: runs.filter((gpu) => gpu.run.id !== id),
          notices: [
            ...notices,
            {
              id: notices.length,
              says: { code: 'run-deleted', params: { run: 'The run' } },
              action: 'undo',
              kind: 'news',
              at: 0,
            },
          ],
        }));
        return nothing();
      },
      undoDelete: () => undefined,
      netsToTake: () => Promise.resolve(['generator'] as const),
      download: nothing,
      takeToServer: nothing,
      openPainter: () => undefined,
      paint: () => undefined,
      closePainter: () => undefined,
      downloadNewPicture: nothing,
      downloadNewPictures: nothing,
      dismissNotice: (id) =>
        set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    };
    return { ...INITIAL, ready: true, ...scene, actions };
  });
  return store;
}

/** A painting half as wide again as high. */
function wholePainting(index: number): WholePicture {
  const drawn = squarePictures(256, 3);
  const rgba = toRgba(paintedPixels(index, 256), drawn);
  const path = `hills/painting ${index + 1}.jpg`;
  return { rgba, drawn, size: { width: 600, height: 400 }, picture: index, path, hash: '' };
}
