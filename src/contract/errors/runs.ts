import type { KindsOf, Nothing } from './of';

/** A tensor by its name and shape. */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Of runs, and of what they keep. */
export interface RunErrors {
  'run-gone': Nothing;
  /** It was to be trained. */
  'run-to-train-gone': Nothing;
  'import-gone': Nothing;
  'run-already-trains': Nothing;
  'run-without-samples': { readonly run: string };
  /** It cannot go on elsewhere yet. */
  'run-without-checkpoint': { readonly run: string };
  /** `run` is its name; null where only one is meant. */
  'generator-not-kept': { readonly run: string | null; readonly epoch: number };
  /** It has no weights of that name. */
  'generator-without-weights': { readonly group: string; readonly epoch: number };
  /** Of the checkpoint that holds it. */
  'discriminator-not-kept': { readonly step: number };
  'checkpoints-damaged': { readonly run: string };
  /** It cannot be gone back to: it is damaged, or not stored any more. */
  'best-checkpoint-gone': { readonly run: string };
  /** The newest were passed over. */
  'checkpoints-skipped': {
    readonly run: string;
    readonly damaged: number;
    readonly step: number;
    readonly epoch: number;
    readonly stepsBack: number;
  };
  /** Tensors of a group that are not those of its network. `index` is null where there should be
   *  none; `found` where one is missing. */
  'tensors-misfit': {
    readonly group: string;
    readonly index: number | null;
    readonly expected: TensorSpec | null;
    readonly found: TensorSpec | null;
  };
  'counter-missing': { readonly counter: string };
  'generator-lacks-weight': {
    readonly name: string;
    readonly expected: readonly number[];
    readonly found: readonly number[] | null;
  };
}

export const RUN_KINDS: KindsOf<RunErrors> = {
  'run-gone': 'run-missing',
  'run-to-train-gone': 'run-missing',
  'import-gone': 'run-missing',
  'run-already-trains': 'unexpected',
  'run-without-samples': 'run-missing',
  'run-without-checkpoint': 'run-missing',
  'generator-not-kept': 'model-missing',
  'generator-without-weights': 'model-missing',
  'discriminator-not-kept': 'model-missing',
  'checkpoints-damaged': 'model-missing',
  'best-checkpoint-gone': 'model-missing',
  'checkpoints-skipped': 'model-missing',
  'tensors-misfit': 'model-missing',
  'counter-missing': 'model-missing',
  'generator-lacks-weight': 'model-missing',
};
