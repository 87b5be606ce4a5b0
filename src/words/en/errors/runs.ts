import type { RunErrors, TensorSpec } from '../../../contract/errors/runs';
import { count } from '../../format';
import type { ErrorTexts } from '../../errors';
import { countOf } from '../count-of';

const ANOTHER_EPOCH = 'Choose another epoch.';
const OTHER_NETWORK = 'The stored model does not fit its network; take another saved epoch.';
const spec = (tensor: TensorSpec | null): string =>
  tensor ? `${tensor.name} ${shape(tensor.shape)}` : 'nothing';
const shape = (edges: readonly number[]): string => `[${edges.join(', ')}]`;

export const runs: ErrorTexts<RunErrors> = {
  'run-gone': { message: 'This run is no longer stored.' },
  'run-to-train-gone': {
    message: 'The run is not in the storage any more.',
    hint: 'Start a new one.',
  },
  'import-gone': { message: 'What the file brought is no longer stored.' },
  'run-already-trains': {
    message: 'A run is training already, and one trains at a time.',
    hint: 'Stop it first, then start the other one.',
  },
  'run-without-samples': ({ run }) => ({ message: `"${run}" holds no samples yet.` }),
  'run-without-checkpoint': ({ run }) => ({
    message: `"${run}" has no checkpoint yet to go on from.`,
    detail: 'Pause it, or wait for its first one.',
  }),
  'generator-not-kept': ({ run, epoch }) => ({
    message:
      run === null
        ? `No generator of epoch ${count(epoch)} is kept for this run.`
        : `No generator of epoch ${count(epoch)} is kept of "${run}".`,
    hint: ANOTHER_EPOCH,
  }),
  'generator-without-weights': ({ epoch }) => ({
    message: `The generator of epoch ${count(epoch)} has no weights of this kind.`,
    hint: 'Choose its other weights.',
  }),
  'discriminator-not-kept': ({ step }) => ({
    message: `The checkpoint of step ${count(step)}, which held the discriminator, is not stored any more.`,
    hint: 'Open the generator again: the newest checkpoint is looked for then.',
  }),
  'checkpoints-damaged': ({ run }) => ({
    message: `Every checkpoint of "${run}" is damaged, so it cannot go on.`,
    hint: 'What it kept can still be looked at and downloaded; a new run with its settings begins anew.',
  }),
  'best-checkpoint-gone': ({ run }) => ({
    message: `The best checkpoint of "${run}" is damaged or gone, so it cannot be gone back to.`,
    hint: 'Nothing was changed: the run can go on from where it was saved last.',
  }),
  'checkpoints-skipped': ({ run, damaged, step, epoch, stepsBack }) => ({
    message:
      (damaged === 1
        ? `The newest checkpoint of "${run}" was damaged. `
        : `The ${count(damaged)} newest checkpoints of "${run}" were damaged. `) +
      `It goes on from the one before, at step ${step} (epoch ${epoch}), ${countOf(stepsBack, 'step')} further back.`,
    hint: 'Those steps are trained again.',
  }),
  'tensors-misfit': ({ group, index, expected, found }) => ({
    message:
      index === null
        ? `The ${group} should be no tensors; found some.`
        : `The ${group}, tensor ${index}, should be ${spec(expected)}; found ${spec(found)}.`,
    hint: OTHER_NETWORK,
  }),
  'counter-missing': ({ counter }) => ({
    message: `The ${counter} should be a number; found nothing.`,
    hint: OTHER_NETWORK,
  }),
  'generator-lacks-weight': ({ name, expected, found }) => ({
    message: `The kept generator lacks the weight ${name} of shape ${shape(expected)}; found ${
      found ? shape(found) : 'none'
    }.`,
    hint: ANOTHER_EPOCH,
  }),
};
