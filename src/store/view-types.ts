import type { Adapter } from '../contract/device';
import type { Preparing } from '../contract/preparing';
import type { PictureShape, PictureSize } from '../contract/picture-shape';
import type { StudioErrorData } from '../contract/errors';
import type { GeneratedPicture, TrainingProgress } from '../contract/events';
import type { Settings } from '../contract/hyperparameters';
import type { MeasureRecord } from '../contract/measures';
import type { IntakeProgress, PreparedPicture } from '../contract/intake';
import type {
  EngineId,
  GeneratorGroup,
  GoneSet,
  RunRecord,
  SampleRecord,
} from '../contract/records';
import type { RunStatus } from '../contract/run-state';
import type { StepTiming } from '../contract/step-timing';
import type { NoticeData } from '../contract/notices';
import type { WorkData } from '../contract/works';
import type { MetricSeries } from '../curves/metric-series';

export type { RoomId } from './rooms';

/** Intake under way, or what became of the last one. */
export interface IntakeView {
  readonly working: boolean;
  readonly progress: IntakeProgress | null;
  /** The newest arrivals, bounded, for the picture grid while it fills. */
  readonly arriving: readonly PreparedPicture[];
  readonly arrivingShape: PictureShape;
  readonly error: StudioErrorData | null;
}

/** A run with all that the page shows of it: one that trains, or one that the person opened. */
export interface RunView {
  readonly run: RunRecord;
  /** What preparing is about; null otherwise. */
  readonly preparing: Preparing | null;
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
  /** By step, ascending. */
  readonly measures: readonly MeasureRecord[];
  /** True while one more is worked out. */
  readonly measuring: boolean;
  /** Epochs of kept generators, ascending. */
  readonly generatorEpochs: readonly number[];
  readonly error: StudioErrorData | null;
}

/** What a trial measured of the settings it was of. */
export interface KnownTiming {
  /** As `timingKey`. */
  readonly key: string;
  readonly settings: Settings;
  readonly engine: EngineId;
  readonly adapter: Adapter;
  /** Null where it failed. */
  readonly timing: StepTiming | null;
}

/** Trials of this visit. */
export interface TimingView {
  /** The key of the settings whose steps are being timed; null while none are. */
  readonly asked: string | null;
  /** The newest first, bounded in number. */
  readonly known: readonly KnownTiming[];
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
  readonly weights: GeneratorGroup;
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
export type GoneSetView = Pick<
  GoneSet,
  'id' | 'shape' | 'crop' | 'cropsPerPicture' | 'focusPoints'
>;

/** The picture of a file, of which a picture of a set is a part. */
export interface WholePicture {
  /** All of it, squeezed to `drawn`: RGBA, [drawn.height, drawn.width, 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly drawn: PictureSize;
  /** Upright, in pixels. */
  readonly size: PictureSize;
  /** Place in the set of the first picture that was made of it. */
  readonly picture: number;
  /** The file. */
  readonly path: string;
  readonly hash: string;
}

/** A run as the Runs room lists it. */
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
