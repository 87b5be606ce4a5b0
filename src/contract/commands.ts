import type { StudioErrorData } from './errors';
import type { EngineChoice, Settings } from './hyperparameters';
import type { GeneratorGroup, LearningRates, RunRecord } from './records';

/** What paints new pictures: a stored generator, with some of its weights. */
export interface KeptGenerator {
  readonly runId: string;
  readonly epoch: number;
  readonly weights: GeneratorGroup;
}

/** What the page asks of the training worker. */
export type Command =
  /** Find an engine and report it; `engine` events answer. Never disturbs a run. */
  | { readonly type: 'probe'; readonly choice: EngineChoice }
  /** Times steps of these settings on a stored set, where no run trains; nothing of it is stored. The
   *  latest request wins; `stepsTimed`, `timingEnded` or `timingFailed` answers. */
  | {
      readonly type: 'timeSteps';
      readonly requestId: number;
      readonly settings: Settings;
      readonly datasetId: string;
    }
  /** Ends the timing under way, between two steps. So does every run that begins. */
  | { readonly type: 'endTiming' }
  /** Trains a new run, in state `preparing`; the worker stores its record. */
  | { readonly type: 'start'; readonly run: RunRecord }
  /** Goes on with a stored run from its newest whole checkpoint, or from its beginning where it
   *  has none; or from its best one, and what came after that goes. */
  | {
      readonly type: 'continue';
      readonly runId: string;
      readonly from: 'newest' | 'best';
      /** Other learning rates than the checkpoint's; null keeps them. */
      readonly learningRates: LearningRates | null;
      /** A new total of epochs; null keeps the run's. */
      readonly epochs: number | null;
      /** What the run outlived, where this follows a lost worker: it is counted. `losses` of engines
       *  and workers came in a row. */
      readonly incident: { readonly error: StudioErrorData; readonly losses: number } | null;
    }
  /** Saves a checkpoint at once, between two steps: the page is being hidden. */
  | { readonly type: 'save' }
  /** Answered by `pong` as soon as the worker is free. */
  | { readonly type: 'ping' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  /** A grid at once, between two steps. */
  | { readonly type: 'sample' }
  /** Measures the generator at once, between two steps; `measured` answers. */
  | { readonly type: 'measure' }
  | {
      readonly type: 'setLearningRates';
      readonly generator: number;
      readonly discriminator: number;
    }
  /** Makes a stored generator ready to paint; one is open at a time. `painterOpened` or
   *  `painterFailed` answers. The engine is the run's where one trains. */
  | ({ readonly type: 'openPainter'; readonly engine: EngineChoice } & KeptGenerator)
  /** New pictures of a stored generator, which is opened where it is not open. The latest request
   *  wins; each is answered by `painted`, `paintCancelled` or `paintFailed`. */
  | ({
      readonly type: 'paint';
      readonly requestId: number;
      readonly engine: EngineChoice;
      /** float32 [count, latentSize]. */
      readonly latents: Float32Array;
    } & KeptGenerator)
  /** Ends what is being painted, and gives back what the painter took. */
  | { readonly type: 'closePainter' };
