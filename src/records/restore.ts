import { StudioError, type ErrorCode } from '../contract/errors';
import type { Check } from './check';
import { checkpointFields, generatorFields } from './restore-model';
import { metricBlock, run, sample } from './restore-run';
import { chunk, goneSet, pictureBlock, setRecord } from './restore-set';

/** The one way in for everything that is loaded, from the storage or from a file: each record is
 *  built anew from the fields that are known, within limits. */

export const damaged = (what: string, code: ErrorCode, cause: unknown): StudioError =>
  new StudioError(
    code,
    `${what} is damaged and cannot be opened: ${StudioError.from(cause).message}`,
    'Everything else is still there. Delete it if you no longer need it.',
    { cause },
  );

/** Restores one stored record; a damaged one is refused with the given code. */
export const one =
  <T>(check: Check<T>, what: string, code: ErrorCode) =>
  (value: unknown): T | undefined => {
    if (value === undefined) return undefined;
    try {
      return check(value, what);
    } catch (cause) {
      throw damaged(what, code, cause);
    }
  };

export const restoreRun = one(run, 'A stored run', 'run-missing');
export const restoreDataset = one(setRecord, 'A stored set', 'set-missing');
export const restoreGoneSet = one(goneSet, 'What is known of a deleted set', 'set-missing');
export const restoreChunk = one(chunk, 'A part of a stored set', 'set-missing');
export const restorePictureBlock = one(
  pictureBlock,
  'The list of pictures of a stored set',
  'set-missing',
);
export const restoreMetricBlock = one(metricBlock, 'A part of the curves', 'run-missing');
export const restoreSample = one(sample, 'A grid of samples', 'run-missing');

export const GENERATOR = 'A kept generator';
export const CHECKPOINT = 'A saved state of a run';
export const restoreGeneratorFields = one(generatorFields, GENERATOR, 'model-missing');
export const restoreCheckpointFields = one(checkpointFields, CHECKPOINT, 'model-missing');

/** Restores a list, passing over what is damaged: one bad record never hides the good ones. */
export function restoreAll<T>(
  values: readonly unknown[],
  restore: (value: unknown) => T | undefined,
): T[] {
  return values.flatMap((value) => {
    try {
      return restore(value) ?? [];
    } catch {
      return [];
    }
  });
}
