import type { Adapter } from './device';
import type { Preparing } from './preparing';
import type { MeasureRecord } from './measures';
import type { PictureSize } from './picture-shape';
import type { StepTiming } from './step-timing';
import type { EngineNote } from './engine-notes';
import type { StudioErrorData } from './errors';
import type { EngineChoice } from './hyperparameters';
import type { EngineId, RunRecord, SampleRecord } from './records';

export type { EngineId } from './records';

/** What the arithmetic runs on, and why. */
export interface EngineReport {
  readonly engine: EngineId;
  readonly adapter: Adapter;
  /** True for a WebGPU or WebGL that is emulated on the processor. */
  readonly software: boolean;
  /** Why this one, and, where it is not WebGPU on a GPU, what to do. Empty when nothing to say. */
  readonly reason: readonly EngineNote[];
  /** Largest buffer the adapter allows in bytes; null where unknown. */
  readonly maxBufferBytes: number | null;
  /** All that the engine can hold at once, in bytes; absent where unknown. */
  readonly maxTotalBytes?: number;
}

export interface TrainingProgress {
  /** Completed steps and epochs (passes over the set), counted apart. */
  readonly step: number;
  readonly epoch: number;
  readonly totalEpochs: number;
  /** In the mean: no whole number where what an epoch leaves over begins the next. */
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly imagesPerSecond: number;
  readonly secondsPerEpoch: number;
  readonly secondsLeft: number;
  /** Live tensors and bytes the engine holds. */
  readonly tensors: number;
  readonly engineBytes: number;
}

/** A generated picture: uint8 RGBA, [height, width, 4]. */
export interface GeneratedPicture {
  readonly index: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** What the training worker tells the page. */
export type TrainerEvent =
  | { readonly type: 'engine'; readonly choice: EngineChoice; readonly report: EngineReport }
  | {
      readonly type: 'engineFailed';
      readonly choice: EngineChoice;
      readonly error: StudioErrorData;
    }
  /** How long a run of the settings asked about would take. */
  | {
      readonly type: 'stepsTimed';
      readonly requestId: number;
      readonly engine: EngineId;
      readonly timing: StepTiming;
    }
  /** It was not wanted any more, or a run trains. */
  | { readonly type: 'timingEnded'; readonly requestId: number }
  | { readonly type: 'timingFailed'; readonly requestId: number; readonly error: StudioErrorData }
  /** At every change of a run's state, and of what preparing it is about. */
  | { readonly type: 'run'; readonly run: RunRecord; readonly preparing: Preparing | null }
  /** What trained the run was lost, and another takes over from its newest checkpoint. */
  | { readonly type: 'recovering'; readonly runId: string; readonly lost: 'engine' | 'worker' }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: TrainingProgress }
  /** Rows of METRIC_COLUMNS, row-major. */
  | { readonly type: 'metrics'; readonly runId: string; readonly rows: Float64Array<ArrayBuffer> }
  | { readonly type: 'samples'; readonly sample: SampleRecord }
  /** A measure of the run's pictures began, or is over; `measured` comes before that where it is kept. */
  | { readonly type: 'measuring'; readonly runId: string; readonly underWay: boolean }
  | { readonly type: 'measured'; readonly record: MeasureRecord }
  | {
      readonly type: 'generatorSaved';
      readonly runId: string;
      readonly epoch: number;
      readonly bytes: number;
    }
  /** A whole checkpoint is stored; the run goes on from it after whatever happens. */
  | {
      readonly type: 'checkpointSaved';
      readonly runId: string;
      readonly step: number;
      readonly epoch: number;
      readonly savedAt: number;
      readonly bytes: number;
      /** Milliseconds that training stood still for it. */
      readonly stallMs: number;
    }
  /** Another checkpoint is the best of those that are kept; null where none is any more. */
  | {
      readonly type: 'bestChanged';
      readonly runId: string;
      readonly best: RunRecord['bestCheckpoint'];
    }
  /** What is kept of the run changed otherwise than by additions (it was taken back to a
   *  checkpoint, or thinned): curves, grids and generators are to be read again. */
  | { readonly type: 'keptChanged'; readonly runId: string }
  /** Answer to `ping`: the worker is alive. `longestMs` is the longest it was busy in one go. */
  | { readonly type: 'pong'; readonly longestMs: number }
  /** A stored generator is ready to paint from latents of so many numbers each. */
  | {
      readonly type: 'painterOpened';
      readonly runId: string;
      readonly epoch: number;
      readonly latentSize: number;
    }
  | {
      readonly type: 'painterFailed';
      readonly runId: string;
      readonly epoch: number;
      readonly error: StudioErrorData;
    }
  /** New pictures under way: so many of those asked for are painted. */
  | { readonly type: 'painting'; readonly requestId: number; readonly done: number }
  | {
      readonly type: 'painted';
      readonly requestId: number;
      readonly shape: PictureSize;
      readonly pictures: readonly GeneratedPicture[];
    }
  /** A newer request came, or the painter was closed. */
  | { readonly type: 'paintCancelled'; readonly requestId: number }
  | { readonly type: 'paintFailed'; readonly requestId: number; readonly error: StudioErrorData }
  /** Something to know that stopped nothing: a refused notification, a full disk. */
  | { readonly type: 'notice'; readonly error: StudioErrorData }
  /** The run failed; its record (state `failed`) has been sent and stored. */
  | { readonly type: 'failed'; readonly runId: string | null; readonly error: StudioErrorData };

/** What is told of one run's course; the tabs of a browser tell one another. */
export type RunEvent = Extract<
  TrainerEvent,
  {
    type:
      | 'run'
      | 'progress'
      | 'metrics'
      | 'samples'
      | 'measuring'
      | 'measured'
      | 'generatorSaved'
      | 'checkpointSaved'
      | 'bestChanged'
      | 'keptChanged'
      | 'failed';
  }
>;

/** The run that an event is about; null for none. */
export function runOf(event: TrainerEvent): string | null {
  switch (event.type) {
    case 'run':
      return event.run.id;
    case 'samples':
      return event.sample.runId;
    case 'measured':
      return event.record.runId;
    case 'recovering':
    case 'progress':
    case 'metrics':
    case 'measuring':
    case 'generatorSaved':
    case 'checkpointSaved':
    case 'bestChanged':
    case 'keptChanged':
    case 'failed':
      return event.runId;
    case 'engine':
    case 'engineFailed':
    case 'stepsTimed':
    case 'timingEnded':
    case 'timingFailed':
    case 'pong':
    case 'painterOpened':
    case 'painterFailed':
    case 'painting':
    case 'painted':
    case 'paintCancelled':
    case 'paintFailed':
    case 'notice':
      return null;
  }
}
