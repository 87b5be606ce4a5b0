import { includedPictures } from '../contract/choice';
import { fileHashes, splitForMeasuring } from '../contract/held-out';
import { HASH_BYTES, type DatasetRecord, type RunRecord } from '../contract/records';
import { adaptsBy } from '../nets/augmentation-chance';
import { readHashes } from '../storage/hashes';
import type { StudioStorage } from '../storage/studio-storage';

/**
 * A run that begins, as its settings and its pictures have it [MEAS7]: with those named that are kept
 * from it to be measured by, and learning from the others. Nothing is kept back of a set that is small,
 * or that could fill no batch then.
 */
export async function keptBack(
  run: RunRecord,
  set: DatasetRecord,
  storage: Pick<StudioStorage, 'pictureBlock'>,
): Promise<RunRecord> {
  const { choice, settings } = run;
  if (!settings.keepBack || !choice) return run;
  const included = includedPictures(set, choice);
  const whole = { ...run, datasetCount: included.length };
  const hashes = await readHashes(storage, set);
  if (!hashes) return whole;
  const files = await fileHashes(hashes, set.cropsPerPicture ?? 1);
  const ofIncluded = new Uint8Array(included.length * HASH_BYTES);
  included.forEach((place, n) => {
    ofIncluded.set(files.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES), n * HASH_BYTES);
  });
  const { training, heldOut } = splitForMeasuring(ofIncluded, settings.seed);
  if (heldOut.length === 0 || training.length < settings.batchSize) return whole;
  const places = Array.from(heldOut, (n) => included[n]!);
  return {
    ...whole,
    ...adaptsBy(settings, places.length),
    datasetCount: training.length,
    choice: { ...choice, keptBack: places },
  };
}
