import { StudioError } from '../contract/errors';
import { FOREIGN_HEAD, isHdf5, isOldTorch } from '../contract/foreign-nets';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import type { CheckpointRecord } from '../contract/records';
import type { LoosePart, NewIds } from '../contract/transfers';
import { inferShapes } from '../nets/shapes';
import { ArchiveReader } from './archive-reader';
import type { ForeignNet } from './foreign-net';
import { beginningOf } from './foreign-beginning';
import { withColoursInOrder } from './foreign-colours';
import { recipeOf } from './foreign-recipe';
import { fitting, runOf } from './generator-run';
import { readKeras } from './keras/read';
import { checkGenerator } from './nets';
import { readTorch } from './torch/read';

/** What came of files of other tools. */
export interface Foreign {
  readonly run: RunRecord;
  readonly generator: GeneratorRecord;
  /** Where the discriminator came along, and both are nets of a recipe of the studio. */
  readonly checkpoint: CheckpointRecord | null;
}

/** Whether a file is one that another tool keeps a net in. */
export async function isForeign(file: Blob): Promise<boolean> {
  const head = await headOf(file);
  return isHdf5(head) || isOldTorch(head) || (await isZippedTorch(file, head));
}

const headOf = async (file: Blob): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, FOREIGN_HEAD).arrayBuffer());

const isKeras = async (file: Blob): Promise<boolean> => isHdf5(await headOf(file));

/** By what its directory lists. A directory that cannot be read is told by whoever reads the file. */
async function isZippedTorch(file: Blob, head: Uint8Array): Promise<boolean> {
  if (head[0] !== 0x50 || head[1] !== 0x4b) return false;
  const archive = await ArchiveReader.open(file).catch(() => null);
  const found =
    archive?.has('data.pkl') === true && !archive.has('atelier.json') && !archive.has('model.json');
  await archive?.close();
  return found;
}

/**
 * A generator of another tool, alone or with its discriminator, as a run that holds it [KERAS4] [PTH1].
 * Where both are nets of a recipe, the run can be trained further, from its beginning [FILE8].
 * @param now milliseconds since the Unix epoch.
 * @throws StudioError `file-unreadable`.
 */
export async function readForeign(
  parts: readonly LoosePart[],
  { runId, datasetId }: NewIds,
  now: number,
): Promise<Foreign> {
  let found: { readonly name: string; readonly net: ForeignNet } | null = null;
  let discriminator: ForeignNet | null = null;
  for (const { name, file } of parts) {
    const net = await readNet(file);
    if (net.spec.input.length === 1) found = { name, net };
    else discriminator = net;
  }
  if (!found) throw new StudioError('file-discriminator-alone');
  const pictures = checkGenerator(found.net.spec);
  if (discriminator) checkPair(found.net, discriminator);
  const recipe = recipeOf(found.net, discriminator);
  const [generator, judge] = withColoursInOrder(found.net, discriminator, recipe);
  const told = generator.told;
  const latentSize = generator.spec.input[0]!;
  const settings = {
    ...fitting(recipe?.settings ?? told?.get('settings'), pictures, latentSize),
    averageGenerator: false,
  };
  const name = nameIn(told) ?? stem(found.name);
  const spec = recipe?.gan.generator ?? generator.spec;
  const kept = { runId, epoch: 0, step: 0, createdAt: now, spec, weights: generator.weights };
  const ofRun = { run: name, epoch: 0, step: 0, pictures: { set: '', count: 0 }, device: null };
  const run = runOf({ runId, datasetId }, ofRun, settings, now);
  if (!recipe || !judge) return { run, generator: kept, checkpoint: null };
  const checkpoint = beginningOf(run, recipe.gan, generator, judge, now);
  const beginning = { step: 0, epoch: 0, savedAt: now };
  return { run: { ...run, state: 'stopped', checkpoint: beginning }, generator: kept, checkpoint };
}

const readNet = async (file: Blob): Promise<ForeignNet> =>
  (await isKeras(file)) ? await readKeras(file) : await readTorch(file);

/** What the generator makes, the discriminator takes, and gives one number for. */
function checkPair(generator: ForeignNet, discriminator: ForeignNet): void {
  const made = inferShapes(generator.spec).at(-1)!;
  const said = inferShapes(discriminator.spec).at(-1)!;
  if (made.join() !== discriminator.spec.input.join() || said.join() !== '1') {
    throw new StudioError('file-nets-of-other-sizes');
  }
}

function nameIn(told: ForeignNet['told']): string | null {
  const name = told?.get('run');
  return typeof name === 'string' && name.length > 0 && name.length <= 200 ? name : null;
}

/** The name of a file without folders and ending. */
const stem = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.\w{1,8}$/, '').slice(0, 200) || 'generator';
