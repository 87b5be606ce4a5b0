import { StudioError, type ErrorKind } from '../contract/errors';
import type { RecordName } from '../contract/errors/records';
import type { Check } from './check';
import { checkpointFields, generatorFields } from './restore-model';
import { measureRecord } from './restore-measures';
import { metricBlock, run, sample } from './restore-run';
import { chunk, goneSet, pictureBlock, setRecord } from './restore-set';

/** The one way in for everything that is loaded, from the storage or from a file: each record is
 *  built anew from the fields that are known, within limits. */

export const damaged = (record: RecordName, kind: ErrorKind, cause: unknown): StudioError =>
  new StudioError(
    'record-damaged',
    { kind, record, cause: StudioError.from(cause).toData() },
    { cause },
  );

/** Restores one stored record; a damaged one is refused with the given code. */
export const one =
  <T>(check: Check<T>, record: RecordName, kind: ErrorKind) =>
  (value: unknown): T | undefined => {
    if (value === undefined) return undefined;
    try {
      return check(value, record);
    } catch (cause) {
      throw damaged(record, kind, cause);
    }
  };

export const restoreRun = one(run, 'run', 'run-missing');
export const restoreDataset = one(setRecord, 'set', 'set-missing');
export const restoreGoneSet = one(goneSet, 'gone-set', 'set-missing');
export const restoreChunk = one(chunk, 'chunk', 'set-missing');
export const restorePictureBlock = one(pictureBlock, 'picture-block', 'set-missing');
export const restoreMetricBlock = one(metricBlock, 'metric-block', 'run-missing');
export const restoreMeasures = one(measureRecord, 'measures', 'run-missing');
export const restoreSample = one(sample, 'sample', 'run-missing');

export const GENERATOR = 'generator';
export const CHECKPOINT = 'checkpoint';
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
