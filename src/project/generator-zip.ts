import { StudioError } from '../contract/errors';
import { generatorPart } from '../contract/exports';
import type { NetSpec } from '../contract/net-spec';
import {
  GENERATOR_GROUPS,
  type GeneratorRecord,
  type RunRecord,
  type WeightTensor,
} from '../contract/records';
import type { NewIds } from '../contract/transfers';
import { generatorTensors } from '../nets/kept-generator';
import { weightSpecs } from '../nets/weights';
import { restoreGeneratorFields } from '../records/restore';
import { bytesOf, decodeTensors, headersOf } from '../records/tensors';
import type { PartsReader } from './archive-reader';
import { count, listOf, shape } from '../records/check';
import { bounded, name } from './fields';
import { parseJson } from './json';
import { LIMITS } from './limits';
import { fitting, runOf } from './generator-run';
import { checkGenerator } from './nets';

const settingsFile = shape({
  run: name,
  epoch: count,
  step: count,
  pictures: shape({ set: name, count }),
  device: name,
});

const modelFile = shape({
  weightsManifest: listOf(
    shape({
      paths: listOf(bounded(LIMITS.name), LIMITS.entries),
      weights: listOf(shape({ name, shape: listOf(count, 8), dtype: name }), LIMITS.layers * 4),
    }),
    1,
  ),
});

/**
 * A generator out of the ZIP that the studio made of it [FILE4], as a finished run that holds it
 * alone. The layers are read from `network` in settings.json; model.json lists the weights in their
 * order.
 * @param now milliseconds since the Unix epoch.
 * @throws StudioError `file-unreadable`.
 */
export async function readGeneratorZip(
  archive: PartsReader,
  { runId, datasetId }: NewIds,
  now: number,
): Promise<{ readonly run: RunRecord; readonly generator: GeneratorRecord }> {
  const json = async (file: string): Promise<unknown> =>
    parseJson(await archive.read(file, LIMITS.jsonBytes), `file-part "${file}"`);
  if (!archive.has('settings.json')) throw notOurs();
  const raw = await json('settings.json');
  const fields = new Map<string, unknown>(
    typeof raw === 'object' && raw !== null ? Object.entries(raw) : [],
  );
  if (!fields.has('network')) throw notOurs();
  const told = settingsFile(raw, 'file-part "settings.json"');
  const { epoch, step } = told;
  const header = { runId, epoch, step, createdAt: now, spec: fields.get('network') };
  const found = restoreGeneratorFields(header)!;
  const { spec } = found;
  const pictures = checkGenerator(spec);
  const groups: Record<string, WeightTensor[]> = {};
  for (const group of GENERATOR_GROUPS) {
    const file = generatorPart(group, 'model.json');
    if (group === 'weights' || archive.has(file))
      groups[group] = await readWeights(archive, spec, await json(file), file);
  }
  const generator = { ...found, ...generatorTensors(groups) };
  const averageGenerator = generator.averaged !== undefined;
  const fitted = fitting(fields.get('settings'), pictures, spec.input[0]!);
  const settings = { ...fitted, averageGenerator };
  return { generator, run: runOf({ runId, datasetId }, told, settings, now) };
}

const notOurs = () => new StudioError('file-generator-not-ours');

/** All weights of the layers, held to what a model's file lists and to what the files hold. */
async function readWeights(
  archive: PartsReader,
  spec: NetSpec,
  modelJson: unknown,
  file: string,
): Promise<WeightTensor[]> {
  const [group] = modelFile(modelJson, `file-part "${file}"`).weightsManifest;
  const wanted = weightSpecs(spec);
  const listed = group?.weights ?? [];
  const fits = wanted.every(({ layer, shape }, i) => {
    const found = listed[i];
    return (
      found?.dtype === 'float32' &&
      found.name.startsWith(`layer_${layer}_`) &&
      found.shape.join() === shape.join()
    );
  });
  if (!fits || listed.length !== wanted.length) {
    throw new StudioError('file-model-weights-wrong');
  }
  const headers = headersOf({ weights: wanted });
  const bytes = bytesOf(headers);
  const paths = group?.paths ?? [];
  const claimed = paths.reduce((sum, path) => sum + archive.claimed(path), 0);
  if (claimed !== bytes || new Set(paths).size !== paths.length) {
    throw new StudioError('file-weights-of-other-size', { expected: bytes, found: claimed });
  }
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const path of paths) {
    const part = await archive.read(path, bytes - at);
    all.set(part, at);
    at += part.length;
  }
  return [...(decodeTensors(headers, [all], 'file-weights')['weights'] ?? [])];
}
