import { StudioError } from '../contract/errors';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import { SAFETENSORS_HEAD, isSafetensors } from '../contract/safetensors';
import type { Carried, Imported, LoosePart, NewIds } from '../contract/transfers';
import { restoreMetricBlock } from '../records/restore';
import type { StudioStorage } from '../storage/studio-storage';
import { ArchiveReader, type PartsReader } from './archive-reader';
import { FolderReader } from './folder-reader';
import { isForeign, readForeign, type Foreign } from './foreign';
import { readGeneratorZip } from './generator-zip';
import { readKeepsakes } from './keepsakes';
import { NAMES, sameSet } from './manifest';
import { blocksOf } from './metric-rows';
import { ProjectFile } from './project-file';
import { readCheckpoint } from './read-checkpoint';
import { readCurves, readGenerator, readRun, readSamples } from './read-run';
import { readMeasures } from './read-measures';
import { readSafetensors } from './safetensors';
import { readGoneSet, readHashBlocks } from './read-hashes';
import { readChunks, readPictureBlocks, readSet } from './read-set';
import { asRefusal } from './refusal';

/**
 * Brings in a project, the ZIP of a generator (either may have been unpacked), its weights as
 * safetensors, or nets of Keras or PyTorch. The run's record is written last, so that nothing is listed of an import that fails;
 * what it had written by then is deleted [FILE5].
 * @param progress told bytes done and in all.
 * @throws StudioError `file-unreadable`, `file-newer`, `storage-full`.
 */
export async function importFile(
  storage: StudioStorage,
  file: Carried,
  ids: NewIds,
  progress: (done: number, total: number) => void,
): Promise<Imported> {
  let archive: PartsReader | null = null;
  try {
    if (file instanceof Blob && isSafetensors(await headOf(file))) {
      return await keepGenerator(storage, ids, await readSafetensors(file, ids, Date.now()));
    }
    const nets = await foreignParts(file);
    if (nets) return await keepForeign(storage, ids, await readForeign(nets, ids, Date.now()));
    archive = file instanceof Blob ? await ArchiveReader.open(file) : new FolderReader(file);
    if (archive.has(NAMES.manifest)) return await importProject(storage, archive, ids, progress);
    if (archive.has('model.json')) return await importGenerator(storage, archive, ids);
    throw new StudioError('file-of-other-kind');
  } catch (error) {
    await discard(storage, ids);
    throw asRefusal(error);
  } finally {
    await archive?.close();
  }
}

/** Deletes whatever lies under the ids of an import that did not end well. */
export async function discard(storage: StudioStorage, ids: NewIds): Promise<void> {
  await storage.deleteRun(ids.runId).catch(() => undefined);
  await storage.deleteDataset(ids.datasetId).catch(() => undefined);
}

async function importProject(
  storage: StudioStorage,
  archive: PartsReader,
  ids: NewIds,
  progress: (done: number, total: number) => void,
): Promise<Imported> {
  const file = await ProjectFile.open(archive);
  const { manifest } = file;
  const tell = (): void => progress(file.done, file.total);
  const { staging } = storage;
  let run = readRun(manifest, ids.runId);
  const curves = await readCurves(file);
  for (const found of blocksOf(run.id, curves)) {
    const block = restoreMetricBlock(found);
    if (block) await staging.putMetrics(block);
  }
  for await (const record of readMeasures(file, run.id)) await staging.putMeasures(record);
  const { favourites, directions } = await readKeepsakes(file, run);
  for (const one of favourites) await staging.putFavourite(one);
  for (const one of directions) await staging.putDirection(one);
  for await (const sample of readSamples(file, run.id)) {
    await staging.putSample(sample);
    tell();
  }
  for (const epoch of manifest.generators) {
    await staging.putGenerator(await readGenerator(file, run.id, epoch));
    tell();
  }
  if (manifest.checkpoint) run = await importCheckpoint(storage, file, run);
  tell();
  const datasetId = await importSet(storage, file, ids.datasetId, tell);
  const known = datasetId ?? (await importHashes(storage, file, ids.datasetId));
  await storage.createRun(known === null ? run : { ...run, datasetId: known });
  progress(file.total, file.total);
  return { runId: run.id, datasetId };
}

/** @returns the run that goes on from the checkpoint, which is stored then. */
async function importCheckpoint(
  storage: StudioStorage,
  file: ProjectFile,
  run: RunRecord,
): Promise<RunRecord> {
  const checkpoint = await readCheckpoint(file, run);
  await storage.staging.putCheckpoint(checkpoint);
  const { step, epoch, savedAt } = checkpoint;
  return { ...run, checkpoint: { step, epoch, savedAt } };
}

/** @returns the id of the set: one that was here already, or the one that came; null for none. */
async function importSet(
  storage: StudioStorage,
  file: ProjectFile,
  newId: string,
  tell: () => void,
): Promise<string | null> {
  const { set: identity, pictures } = file.manifest;
  if (!identity) return null;
  const here = (await storage.datasets()).find((set) => sameSet(set, identity));
  if (here) return here.id;
  if (!pictures) return null;
  const record = await readSet(file, newId, identity);
  for await (const block of readPictureBlocks(file, record)) await storage.putPictureBlock(block);
  for await (const chunk of readChunks(file, record)) {
    await storage.putChunk(chunk);
    tell();
  }
  await storage.finishDataset(record);
  return record.id;
}

/** Keeps what is known of a set that did not come along: its run goes on once the pictures do.
 *  @returns the id under which it is known here; null where the file tells nothing of it. */
async function importHashes(
  storage: StudioStorage,
  file: ProjectFile,
  newId: string,
): Promise<string | null> {
  const { set: identity, hashes } = file.manifest;
  if (!identity) return null;
  const here = (await storage.goneSets()).find((set) => sameSet(set, identity));
  if (here) return here.id;
  if (!hashes) return null;
  const gone = await readGoneSet(file, newId, identity);
  for await (const block of readHashBlocks(file, gone)) await storage.putPictureBlock(block);
  await storage.putGoneSet(gone);
  return gone.id;
}

async function importGenerator(
  storage: StudioStorage,
  archive: PartsReader,
  ids: NewIds,
): Promise<Imported> {
  return keepGenerator(storage, ids, await readGeneratorZip(archive, ids, Date.now()));
}

const headOf = async (file: Blob): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, SAFETENSORS_HEAD).arrayBuffer());

/** Files of other tools: one, or a generator and its discriminator. Null where it is anything else. */
async function foreignParts(file: Carried): Promise<readonly LoosePart[] | null> {
  const parts = file instanceof Blob ? [{ name: nameOf(file), file }] : file;
  if (parts.length > 2) return null;
  for (const part of parts) if (!(await isForeign(part.file))) return null;
  return parts.length > 0 ? parts : null;
}

const nameOf = (file: Blob): string => (file instanceof File ? file.name : '');

async function keepForeign(
  storage: StudioStorage,
  ids: NewIds,
  { checkpoint, ...found }: Foreign,
): Promise<Imported> {
  if (checkpoint) await storage.staging.putCheckpoint(checkpoint);
  return await keepGenerator(storage, ids, found);
}

async function keepGenerator(
  storage: StudioStorage,
  ids: NewIds,
  { run, generator }: { readonly run: RunRecord; readonly generator: GeneratorRecord },
): Promise<Imported> {
  await storage.staging.putGenerator(generator);
  await storage.createRun(run);
  return { runId: ids.runId, datasetId: null };
}
