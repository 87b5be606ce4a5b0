import { StudioError } from '../contract/errors';
import type { DatasetRecord, RunRecord } from '../contract/records';
import {
  loadTrainingSet,
  type ReadChunk,
  type SetLimits,
  type TrainingSet,
} from '../engine/training-set';
import type { ServerParts, TrainedPictures } from '../export/server/parts';
import { writeProject } from '../project/write';
import type { StudioStorage } from '../storage/studio-storage';
import { chancePictures } from './measured-by';

/**
 * What a run takes along to another machine [SERVER1].
 * @param limits of what is held in memory; the studio's own, save in tests.
 * @throws StudioError `run-gone`, `run-without-checkpoint`, `pictures-to-export-gone`, `set-missing`.
 */
export async function serverParts(
  storage: StudioStorage,
  runId: string,
  limits?: SetLimits,
): Promise<ServerParts> {
  const run = await storage.run(runId);
  if (!run) throw new StudioError('run-gone');
  const found = await storage.newestCheckpoint(runId);
  if (!found) throw new StudioError('run-without-checkpoint', { run: run.name });
  const { checkpoint } = found;
  const set = await storage.dataset(run.datasetId);
  if (!set) throw new StudioError('pictures-to-export-gone');
  const readChunk: ReadChunk = (id, index) => storage.chunk(id, index);
  const { blob } = await writeProject(storage, runId, false, () => undefined, checkpoint.step);
  const pictures = await trainedPictures(run, set, readChunk, limits);
  return { run, checkpoint, pictures, project: blob };
}

async function trainedPictures(
  run: RunRecord,
  set: DatasetRecord,
  readChunk: ReadChunk,
  limits?: SetLimits,
): Promise<TrainedPictures> {
  const trained = await loadTrainingSet(set, run.choice ?? set, readChunk, limits);
  const looked = await chancePictures(run, set, readChunk)?.();
  const { shape, count, starts, windowChunks } = trained;
  return {
    ...{ shape, count, starts, windowChunks },
    rows: () => rowsOf(trained),
    looked: looked ?? null,
  };
}

/** Chunk by chunk, so that few pictures of a large set are in memory at once. */
async function* rowsOf(set: TrainingSet): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let chunk = 0; chunk + 1 < set.starts.length; chunk++) {
    await set.ready([chunk], []);
    for (let n = set.starts[chunk]!; n < set.starts[chunk + 1]!; n++)
      yield set.picture(n) as Uint8Array<ArrayBuffer>;
  }
}
