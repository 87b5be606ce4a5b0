import { adapterKey, type Device } from '../contract/device';
import type { Place } from '../contract/errors/records';
import { StudioError } from '../contract/errors';
import { pictureSize, withShape } from '../records/picture-shape';
import {
  METRIC_COLUMNS,
  type GeneratorRecord,
  type LearningRates,
  type RunRecord,
  type RunState,
  type SampleRecord,
} from '../contract/records';
import { isLive } from '../contract/run-state';
import { checkValue } from '../contract/settings';
import { checkGeneratorTensors, generatorTensors } from '../nets/kept-generator';
import { restoreGeneratorFields, restoreRun, restoreSample } from '../records/restore';
import { count, listOf, oneOf, shape, whole } from '../records/check';
import { byGroup, decodeTensors, storedTensors } from '../records/tensors';
import { name, time } from './fields';
import { checkImage } from './image-head';
import { LIMITS } from './limits';
import { NAMES, type Manifest } from './manifest';
import { checkGenerator } from './nets';
import { NumberReader } from '../records/numbers';
import type { ProjectFile } from './project-file';

const ROW_BYTES = 8 * METRIC_COLUMNS.length;

const times = shape({ createdAt: time, updatedAt: time, trainedMs: time });
const names = shape({ name, datasetName: name });
const devices = shape({ device: name });
const wordsIn = (device: Device): string =>
  device.kind === 'told' ? device.text : adapterKey(device.adapter);

/**
 * The run of a project under its new id. One that was live where the file was made is interrupted
 * here; the checkpoint it can go on from is set by whoever reads that.
 * @throws StudioError.
 */
export function readRun(manifest: Manifest, id: string): RunRecord {
  const run = restoreRun(manifest.run);
  if (!run) throw new StudioError('file-without-run');
  times(run, 'file-run');
  names(run, 'file-run');
  if (run.device) devices({ device: wordsIn(run.device) }, 'file-run');
  checkRates(run.learningRates);
  const state: RunState = isLive(run.state) ? 'interrupted' : run.state;
  return { ...run, id, state, checkpoint: null, bestCheckpoint: null };
}

/** Rates that the form would take. @throws StudioError. */
export function checkRates({ generator, discriminator }: LearningRates): void {
  const issue =
    checkValue('generatorLearningRate', generator) ??
    checkValue('discriminatorLearningRate', discriminator);
  if (issue) throw new StudioError('file-rates-wrong', { issue });
}

const sampleList = listOf(
  withShape(
    shape({
      file: name,
      type: oneOf<'image/webp' | 'image/png'>(['image/webp', 'image/png']),
      epoch: count,
      step: count,
      columns: count,
      rows: count,
      count: whole(1, 4096),
      shape: pictureSize,
    }),
  ),
  LIMITS.snapshots,
);

/** The grids of a project, one at a time. @throws StudioError. */
export async function* readSamples(file: ProjectFile, runId: string): AsyncGenerator<SampleRecord> {
  const list = sampleList(await file.json(NAMES.samples, 'samples'), 'file-samples');
  const total = list.reduce((sum, { count }) => sum + count, 0);
  const numbers = new NumberReader(await file.bytes(NAMES.scores, 4 * total));
  if (numbers.left !== 4 * total) {
    throw new StudioError('file-samples-verdicts', { expected: total, found: numbers.left / 4 });
  }
  for (const { file: part, type, ...rest } of list) {
    const scores = numbers.take(Float32Array, rest.count);
    const bytes = await file.bytes(part, LIMITS.imageBytes);
    const image = new Blob([bytes], { type });
    const sample = restoreSample({ runId, ...rest, image, scores });
    if (!sample) continue;
    checkImage(bytes, type, sample.columns * sample.shape.width, sample.rows * sample.shape.height);
    yield sample;
  }
}

const generatorTimes = shape({ createdAt: time });

/** The generator of one epoch of a project. @throws StudioError. */
export async function readGenerator(
  file: ProjectFile,
  runId: string,
  epoch: number,
): Promise<GeneratorRecord> {
  const where: Place = `file-generator ${epoch}`;
  const base = NAMES.generator(epoch);
  const json = await file.json(`${base}.json`, 'generator');
  const fields = restoreGeneratorFields({ ...(json as object), runId });
  if (fields?.epoch !== epoch) throw new StudioError('file-generator-of-other-epoch', { epoch });
  generatorTimes(fields, where);
  checkGenerator(fields.spec);
  const { tensors } = shape({ tensors: storedTensors })(json, where);
  checkGeneratorTensors(fields.spec, byGroup(tensors));
  const bytes = await file.bytes(`${base}.bin`, LIMITS.generatorBytes);
  return { ...fields, ...generatorTensors(decodeTensors(tensors, [bytes], where)) };
}

/** The curves as they lie in the file: float64 rows of METRIC_COLUMNS. @throws StudioError. */
export async function readCurves(file: ProjectFile): Promise<Float64Array<ArrayBuffer>> {
  const numbers = new NumberReader(await file.bytes(NAMES.metrics, LIMITS.metricsBytes));
  if (numbers.left % ROW_BYTES !== 0) throw new StudioError('file-curves-cut');
  return numbers.take(Float64Array, numbers.left / 8);
}
