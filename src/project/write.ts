import { StudioError } from '../contract/errors';
import {
  PICTURE_BLOCK,
  type CheckpointRecord,
  type DatasetRecord,
  type GoneSet,
  type RunRecord,
  type SampleRecord,
} from '../contract/records';
import { generatorFields, generatorTensors } from '../nets/kept-generator';
import type { StudioStorage } from '../storage/studio-storage';
import { ArchiveWriter } from './archive-writer';
import { writeKeepsakes } from './keepsakes';
import { FORMAT, NAMES } from './manifest';
import { healthyRows } from './metric-rows';
import { VERSION } from './migrations';
import { toBytes } from '../records/numbers';
import { encodeTensors, headersOf } from '../records/tensors';

type Progress = (done: number, total: number) => void;

/** Whether what is of a step is written. */
type Until = (step: number) => boolean;

/**
 * A run as one `.atelier` file [FILE1]. Storage is asked piece by piece, so that neither the run nor
 * its pictures are ever in memory whole.
 * @param progress told bytes done and in all, as far as they are known.
 * @param upTo where the run goes on elsewhere: the step of the checkpoint that went there. What was kept of
 *   later steps is left out, and so is the checkpoint, since another comes back. [SERVER5]
 * @throws StudioError `run-missing`, `set-missing`.
 */
export async function writeProject(
  storage: StudioStorage,
  runId: string,
  withPictures: boolean,
  progress: Progress,
  upTo: number | null = null,
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const until = (step: number): boolean => upTo === null || step <= upTo;
  const run = await storage.run(runId);
  if (!run) throw new StudioError('run-to-export-gone');
  const set = (await storage.dataset(run.datasetId)) ?? null;
  if (withPictures && !set) {
    throw new StudioError('pictures-to-export-gone');
  }
  const total = (await storage.runBytes(runId)) + (withPictures ? (set?.bytes ?? 0) : 0);
  const archive = new ArchiveWriter();
  const tell = (): void => progress(Math.min(archive.bytes, total), total);

  // Before the curves, which are then at least as long as the checkpoint needs them.
  const checkpoint = upTo === null ? await writeCheckpoint(storage, runId, archive, tell) : null;
  await writeCurves(storage, runId, archive, until);
  const measures = await writeMeasures(storage, runId, archive, until);
  await writeSamples(storage, runId, archive, until, tell);
  const keepsakes = await writeKeepsakes(storage, runId, archive);
  const generators = await writeGenerators(storage, runId, archive, until, tell);
  if (withPictures && set) await writeSet(storage, set, archive, tell);
  const known = set ?? (await goneSet(storage, run.datasetId));
  const hashes = !withPictures && known !== null && (await writeHashes(storage, known, archive));
  await archive.addJson(NAMES.manifest, {
    format: FORMAT,
    version: VERSION,
    madeBy: 'Atelier',
    created: new Date().toISOString(),
    run: checkpointed(run, checkpoint),
    generators,
    checkpoint: checkpoint !== null,
    measures,
    keepsakes,
    set: known && identityOf(known),
    pictures: withPictures,
    hashes,
    files: archive.files,
  });
  const blob = await archive.close();
  progress(total, total);
  return { name: run.name, blob };
}

/** The record with the checkpoint that the file really holds, which is the newest. */
const checkpointed = (run: RunRecord, from: CheckpointRecord | null): RunRecord => ({
  ...run,
  checkpoint: from && { step: from.step, epoch: from.epoch, savedAt: from.savedAt },
  bestCheckpoint: null,
});

const identityOf = ({ createdAt, shape, count, bytes }: GoneSet) => ({
  createdAt,
  shape,
  count,
  bytes,
});

/** What of a record goes into JSON: its ids and its numbers do not. */
function without<T extends object, K extends keyof T & string>(
  record: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const gone: readonly string[] = keys;
  const rest = Object.entries(record).filter(([key]) => !gone.includes(key));
  return Object.fromEntries(rest) as Omit<T, K>;
}

async function writeCheckpoint(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
  tell: () => void,
): Promise<CheckpointRecord | null> {
  const checkpoint = (await storage.newestCheckpoint(runId))?.checkpoint;
  if (!checkpoint) return null;
  const { state, metricTail } = checkpoint;
  await archive.addJson(`${NAMES.checkpoint}.json`, {
    ...without(checkpoint, 'runId', 'state'),
    metricTail: metricTail.length,
    counters: state.counters,
    tensors: headersOf(state.tensors),
  });
  const numbers = new Blob([toBytes([metricTail]), ...encodeTensors(state.tensors)]);
  await archive.addBytes(`${NAMES.checkpoint}.bin`, numbers);
  tell();
  return checkpoint;
}

async function writeCurves(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
  until: Until,
): Promise<void> {
  const blocks = await storage.metrics(runId);
  await archive.addBytes(NAMES.metrics, toBytes(healthyRows(blocks, until)));
}

/** @returns whether there are any. */
async function writeMeasures(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
  until: Until,
): Promise<boolean> {
  const records = (await storage.measures(runId)).filter(({ step }) => until(step));
  if (records.length === 0) return false;
  const list = records.map(({ closest, ...record }) => ({
    ...without(record, 'runId'),
    closest: closest ? closest.shape : null,
  }));
  await archive.addJson(NAMES.measures, list);
  const shown = records.find(({ closest }) => closest)?.closest;
  if (shown) await archive.addBytes(NAMES.closest, shown.pixels);
  return true;
}

async function writeSamples(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
  until: Until,
  tell: () => void,
): Promise<void> {
  const samples = (await storage.samples(runId)).filter(({ step }) => until(step));
  const list = [];
  for (const [i, sample] of samples.entries()) {
    const { image } = sample;
    const file = NAMES.sample(i, image.type === 'image/png' ? 'png' : 'webp');
    await archive.addBytes(file, image);
    list.push({ ...without(sample, 'runId', 'image', 'scores'), file, type: image.type });
    tell();
  }
  await archive.addBytes(NAMES.scores, toBytes(samples.map(healthyScores)));
  await archive.addJson(NAMES.samples, list);
}

/** Runs of old studios may have kept a grid after their numbers went bad. */
const healthyScores = ({ count, scores }: SampleRecord): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, i) => {
    const score = scores[i] ?? 0;
    return Number.isFinite(score) ? score : 0;
  });

/** @returns the epochs of the generators written; one with numbers that are not finite is left out. */
async function writeGenerators(
  storage: StudioStorage,
  runId: string,
  archive: ArchiveWriter,
  until: Until,
  tell: () => void,
): Promise<number[]> {
  const written: number[] = [];
  for (const epoch of await storage.generatorEpochs(runId)) {
    const record = await storage.generator(runId, epoch).catch(() => undefined);
    if (!record || !until(record.step)) continue;
    const tensors = generatorTensors(record);
    await archive.addJson(`${NAMES.generator(epoch)}.json`, {
      ...without(generatorFields(record), 'runId'),
      tensors: headersOf(tensors),
    });
    await archive.addBytes(`${NAMES.generator(epoch)}.bin`, new Blob([...encodeTensors(tensors)]));
    written.push(epoch);
    tell();
  }
  return written;
}

async function writeSet(
  storage: StudioStorage,
  set: DatasetRecord,
  archive: ArchiveWriter,
  tell: () => void,
): Promise<void> {
  await archive.addJson(NAMES.set, without(set, 'id', 'folderOf'));
  await archive.addBytes(NAMES.folderOf, toBytes([set.folderOf]));
  const missing = new StudioError('pictures-to-export-damaged');
  for (let block = 0; block * PICTURE_BLOCK < set.count; block++) {
    const found = await storage.pictureBlock(set.id, block);
    if (!found) throw missing;
    await archive.addJson(`${NAMES.pictures(block)}.json`, found.paths);
    await archive.addBytes(`${NAMES.pictures(block)}.bin`, found.hashes);
  }
  for (let index = 0; index * set.chunkPictures < set.count; index++) {
    const chunk = await storage.chunk(set.id, index);
    if (!chunk) throw missing;
    await archive.addBytes(NAMES.chunk(index), chunk.pixels);
    tell();
  }
}

const goneSet = async (storage: StudioStorage, id: string): Promise<GoneSet | null> =>
  (await storage.goneSets()).find((set) => set.id === id) ?? null;

/** What it takes to know the pictures again where they come from elsewhere: how they were prepared,
 *  and their hashes, without any name. @returns false where hashes are missing. */
async function writeHashes(
  storage: StudioStorage,
  set: GoneSet,
  archive: ArchiveWriter,
): Promise<boolean> {
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  for (let block = 0; block * PICTURE_BLOCK < set.count; block++) {
    const found = await storage.pictureBlock(set.id, block);
    if (!found) return false;
    blocks.push(found.hashes);
  }
  const { crop, cropsPerPicture, focusPoints, background, chunkPictures } = set;
  const { excluded, untickedFolders } = set;
  await archive.addJson(NAMES.hashes, {
    ...{ crop, cropsPerPicture, focusPoints, background, chunkPictures },
    ...{ excluded, untickedFolders },
  });
  await archive.addBytes(NAMES.folderOf, toBytes([set.folderOf]));
  for (const [block, hashes] of blocks.entries()) {
    await archive.addBytes(`${NAMES.pictures(block)}.bin`, hashes);
  }
  return true;
}
