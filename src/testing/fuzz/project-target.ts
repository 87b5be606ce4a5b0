import { StudioError } from '../../contract/errors';
import { importFile, discard } from '../../project/read';
import type { StudioStorage } from '../../storage/studio-storage';
import { errorText } from '../../words';
import type { Verdict } from './verdict';

const IDS = { runId: 'fuzz-run', datasetId: 'fuzz-set' };

/** What `importFile` may refuse a file with. */
const CLEAR = new Set(['file-unreadable', 'file-newer']);

/**
 * Imports a file into real storage and looks at what came of it.
 * @throws Error where it neither loaded whole nor was refused clearly.
 */
export async function tryImport(storage: StudioStorage, file: Blob): Promise<Verdict> {
  try {
    await importFile(storage, file, IDS, () => undefined);
  } catch (error) {
    if (!(error instanceof StudioError) || !CLEAR.has(error.kind)) throw error;
    if (errorText(error.toData()).message === '') throw error;
    await expectNothing(storage);
    return 'refused';
  }
  try {
    await expectWhole(storage);
  } finally {
    await discard(storage, IDS);
  }
  return 'loaded';
}

async function expectNothing(storage: StudioStorage): Promise<void> {
  const left = await Promise.all([
    storage.run(IDS.runId),
    storage.dataset(IDS.datasetId),
    storage.chunk(IDS.datasetId, 0),
    storage.newestSample(IDS.runId),
    storage.newestCheckpoint(IDS.runId),
  ]);
  const lists = await Promise.all([storage.metrics(IDS.runId), storage.generatorEpochs(IDS.runId)]);
  if (left.some((one) => one !== undefined) || lists.some((list) => list.length > 0)) {
    throw new Error('A refused import left something behind.');
  }
  if ('polluted' in {}) throw new Error('A prototype was changed.');
}

/** Everything that came can be read again, and every number in it is one. */
async function expectWhole(storage: StudioStorage): Promise<void> {
  const run = await storage.run(IDS.runId);
  if (!run) throw new Error('A loaded run is not there.');
  const bad = (what: string): Error =>
    new Error(`${what} of a loaded run: a number that is not finite.`);
  const finite = (values: Iterable<number>, what: string): void => {
    for (const value of values) if (!Number.isFinite(value)) throw bad(what);
  };
  for (const { rows } of await storage.metrics(run.id)) finite(rows, 'Curves');
  for (const { scores } of await storage.samples(run.id)) finite(scores, 'Scores');
  for (const epoch of await storage.generatorEpochs(run.id)) {
    const generator = await storage.generator(run.id, epoch);
    for (const { values } of generator!.weights) finite(values, 'A generator');
  }
  const found = await storage.newestCheckpoint(run.id);
  if ((found === undefined) !== (run.checkpoint === null)) throw new Error('No such checkpoint.');
  for (const { values } of Object.values(found?.checkpoint.state.tensors ?? {}).flat()) {
    finite(values, 'A checkpoint');
  }
  finite([run.createdAt, run.updatedAt, run.trainedMs, run.step, run.epoch], 'The record');
  new Date(run.createdAt).toISOString();
  const set = await storage.dataset(IDS.datasetId);
  for (let i = 0; set && i * set.chunkPictures < set.count; i++) {
    if (!(await storage.chunk(set.id, i))) throw new Error('A part of a loaded set is missing.');
  }
}
