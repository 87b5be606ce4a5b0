import type { EngineChoice, Settings } from './hyperparameters';

/** What the page asks of the training worker. */
export type Command =
  /** Find an engine and report it; `engine` events answer. Never disturbs a run. */
  | { readonly type: 'probe'; readonly choice: EngineChoice }
  | {
      readonly type: 'start';
      readonly runId: string;
      readonly name: string;
      readonly datasetId: string;
      readonly settings: Settings;
    }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  /** A grid at once, between two steps. */
  | { readonly type: 'sample' }
  | {
      readonly type: 'setLearningRates';
      readonly generator: number;
      readonly discriminator: number;
    }
  /** New pictures from a stored generator; `generated` or `generateFailed` answers. */
  | {
      readonly type: 'generate';
      readonly requestId: number;
      readonly runId: string;
      readonly epoch: number;
      readonly count: number;
      readonly seed: number;
      readonly engine: EngineChoice;
    };
