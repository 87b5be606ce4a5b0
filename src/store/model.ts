import { type PictureShape, type PictureSize } from '../contract/picture-shape';
import type { MemoryOn } from '../contract/memory';
import type { RunExportId } from '../contract/exports';
import type { StudioErrorData } from '../contract/errors';
import type { Feature } from '../contract/features';
import type { EngineReport, GeneratedPicture, TrainingProgress } from '../contract/events';
import type { EngineChoice, SettingKey, Settings } from '../contract/hyperparameters';
import type { IntakeOptions, IntakeProgress, PreparedPicture } from '../contract/intake';
import type {
  DatasetRecord,
  GoneSet,
  LearningRates,
  RunRecord,
  SampleRecord,
} from '../contract/records';
import type { RunStatus } from '../contract/run-state';
import type { NoticeData } from '../contract/notices';
import type { SettingIssue } from '../contract/setting-issues';
import type { WorkData } from '../contract/works';
import type { MetricSeries } from './metric-series';
import type { EstimateSaving } from './ports';

export type RoomId = 'pictures' | 'train' | 'runs';

/** Intake under way, or what became of the last one. */
export interface IntakeView {
  readonly working: boolean;
  readonly progress: IntakeProgress | null;
  /** The newest arrivals, bounded, for the picture grid while it fills. */
  readonly arriving: readonly PreparedPicture[];
  readonly arrivingShape: PictureShape;
  readonly error: StudioErrorData | null;
}

/** A run with all that the page shows of it: one that trains, or one opened from the runs. */
export interface RunView {
  readonly run: RunRecord;
  /** What preparing is about ("Compiling shaders"); '' otherwise. */
  readonly detail: string;
  /** True while a worker of this tab trains or holds it. */
  readonly live: boolean;
  /** True while another tab trains it and this one looks on. */
  readonly watching: boolean;
  /** Where it stands, what was asked of it included. */
  readonly status: RunStatus;
  readonly progress: TrainingProgress | null;
  /** Mutable and appended in O(1); `metricsVersion` changes when it grew. */
  readonly metrics: MetricSeries;
  readonly metricsVersion: number;
  /** By epoch, then step, ascending. */
  readonly samples: readonly SampleRecord[];
  /** Epochs of kept generators, ascending. */
  readonly generatorEpochs: readonly number[];
  readonly error: StudioErrorData | null;
}

export interface NewPicturesView {
  readonly busy: boolean;
  /** Pictures asked for, and made so far, while `busy`. */
  readonly asked: number;
  readonly made: number;
  readonly shape: PictureSize;
  readonly pictures: readonly GeneratedPicture[];
  readonly runId: string | null;
  readonly epoch: number;
  readonly seed: number;
  readonly error: StudioErrorData | null;
}

export interface Notice {
  readonly id: number;
  readonly says: NoticeData;
  /** 'undo' offers to take the last deletion back. */
  readonly action: 'undo' | null;
  /** 'trouble': something failed, or needs the person. */
  readonly kind: 'news' | 'trouble';
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** How a set was prepared that is known by its hashes alone. */
export type GoneSetView = Pick<GoneSet, 'id' | 'shape' | 'crop'>;

/** A run's card on the runs. */
export interface RunSummary {
  readonly run: RunRecord;
  readonly thumbnail: SampleRecord | null;
  /** Bytes it takes in storage. */
  readonly bytes: number;
}

/** All figures in bytes. */
export interface DiskView {
  readonly used: number;
  readonly quota: number;
  /** Whether the browser promised not to clear it by itself when space gets short. */
  readonly persisted: boolean;
}

export interface TransferView {
  readonly kind: 'export' | 'import';
  readonly name: string;
  /** Which of how many files. */
  readonly place: number;
  readonly of: number;
  /** Bytes done and in all, as far as known. */
  readonly done: number;
  readonly total: number;
}

/** Work that takes longer than a moment, and can be cancelled. */
export interface WorkView {
  readonly id: number;
  readonly work: WorkData;
  /** The run it is about. */
  readonly runId: string;
  /** Parts done and in all; `total` is 0 while it is unknown. */
  readonly done: number;
  readonly total: number;
}

export interface GoOnOptions {
  readonly learningRates?: LearningRates;
  /** New total of epochs. */
  readonly epochs?: number;
}

/** What the page knows. Written by the controller alone. */
export interface StudioState {
  readonly ready: boolean;
  readonly room: RoomId;
  readonly fatal: StudioErrorData | null;

  readonly datasets: readonly DatasetRecord[];
  readonly datasetId: string | null;
  /** Sets that are not stored any more, whose pictures are known again when they come. */
  readonly goneSets: readonly GoneSetView[];
  readonly intakeOptions: IntakeOptions;
  /** Whether the current set's original files are at hand, so that size and crop can change. */
  readonly originalsAtHand: boolean;
  readonly intake: IntakeView;
  /** True while pictures are being prepared, or are about to be: Train waits for them. */
  readonly preparing: boolean;

  readonly settings: Settings;
  readonly settingIssues: readonly SettingIssue[];
  readonly engineReport: EngineReport | null;
  readonly engineError: StudioErrorData | null;
  readonly probing: boolean;

  /** What the browser lets the studio keep; null where it does not tell. */
  readonly disk: DiskView | null;
  /** A project file on its way out or in. */
  readonly transfer: TransferView | null;
  /** What is being made or opened, in the order of beginning. */
  readonly works: readonly WorkView[];

  readonly runs: readonly RunSummary[];
  /** Runs that are looked at or kept up with, by id: the open one, and the one that trains here. */
  readonly views: Readonly<Record<string, RunView>>;
  /** The one that the page shows; see views.ts. */
  readonly openRunId: string | null;
  readonly newPictures: NewPicturesView;
  /** Those that lie over the page just now. */
  readonly notices: readonly Notice[];
  /** What the browser lacks or refuses; see contract/features.ts. */
  readonly missing: readonly Feature[];
  /** All of this visit, the newest first, bounded in number. */
  readonly pastNotices: readonly Notice[];
}

/** What the person can ask for. */
export interface StudioActions {
  goTo(room: RoomId): void;
  /** What training would hold at once; see the ports. */
  readonly memoryOn: MemoryOn;
  /** What saving a run would take in this browser; see the ports. */
  readonly estimateSaving: EstimateSaving;

  /** Takes what was dropped and shows its room; says so where it is nothing that can be taken. To be
   *  called within the drop event. */
  drop(transfer: DataTransfer): Promise<void>;
  choose(files: Iterable<File> | ArrayLike<File>): Promise<void>;
  trySamples(): Promise<void>;
  cancelIntake(): void;
  /** Size, crop, colour...; prepares again from the originals where they are at hand. */
  setIntakeOptions(change: Partial<IntakeOptions>): Promise<void>;
  selectDataset(id: string): void;
  renameDataset(id: string, name: string): Promise<void>;
  deleteDataset(id: string): Promise<void>;
  setExcluded(id: string, picture: number, excluded: boolean): Promise<void>;
  setFolderTicked(id: string, folder: number, ticked: boolean): Promise<void>;
  /** uint8 [height, width, channels] of one picture of a set, through a bounded cache. */
  picture(id: string, index: number): Promise<Uint8Array>;
  /** Path of that picture's original; empty where it is not stored. */
  picturePath(id: string, index: number): Promise<string>;

  setSetting<K extends SettingKey>(key: K, value: Settings[K]): void;
  setEngine(choice: EngineChoice): void;
  useSettings(settings: Settings): void;
  settingsLink(): string;

  /** Starts a run on the current set with the current settings; no-op while issues stand. */
  train(): Promise<void>;
  pause(): void;
  resume(): void;
  stop(): void;
  sampleNow(): void;
  setLearningRates(generator: number, discriminator: number): void;

  /** Goes on with a run that is not being trained, from its newest checkpoint. */
  goOn(id: string, options?: GoOnOptions): Promise<void>;

  openRun(id: string): Promise<void>;
  /** Puts the open run back to the settings of a new run. */
  newRun(): void;
  renameRun(id: string, name: string): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Takes back the deletion that a notice tells of; the last one where none is named. */
  undoDelete(notice?: number): void;

  /** The run as one `.atelier` file, with or without the pictures it learns from. */
  exportProject(runId: string, withPictures: boolean): Promise<void>;
  /** Projects and generator ZIPs, one after another; opens what came where it is one. */
  importFiles(files: Iterable<File> | ArrayLike<File>): Promise<void>;
  /** Ends what is on its way, with all that waits for its turn. */
  cancelTransfer(): void;
  /** Ends work that is under way; nothing of it stays. */
  cancelWork(id: number): void;

  /** A file of the registry from what is stored of a run. @param epoch which generator. */
  download(id: RunExportId, runId: string, epoch: number): Promise<void>;
  /** Makes a kept generator ready to paint, so that the first pictures come at once. */
  openPainter(runId: string, epoch: number): void;
  /** New pictures; `newPictures` tells how far they are. The latest request wins. */
  paint(runId: string, epoch: number, count: number, seed: number): void;
  closePainter(): void;
  downloadNewPicture(index: number): Promise<void>;
  downloadNewPictures(): Promise<void>;

  dismissNotice(id: number): void;
}

export type Studio = StudioState & { readonly actions: StudioActions };
