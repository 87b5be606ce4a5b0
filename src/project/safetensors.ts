import { StudioError } from '../contract/errors';
import type { NetSpec } from '../contract/net-spec';
import {
  GENERATOR_GROUPS,
  type GeneratorGroup,
  type GeneratorRecord,
  type RunRecord,
  type WeightTensor,
} from '../contract/records';
import type { NewIds } from '../contract/transfers';
import { generatorTensors } from '../nets/kept-generator';
import { weightSpecs } from '../nets/weights';
import { count, finite, listOf, matching, shape } from '../records/check';
import { restoreGeneratorFields } from '../records/restore';
import { bytesOf, decodeTensors, headersOf } from '../records/tensors';
import { bounded, name } from './fields';
import { fitting, runOf } from './generator-run';
import { parseJson } from './json';
import { LIMITS } from './limits';
import { checkGenerator } from './nets';

/** As the format has it: every value is a text. */
const metadata = shape({
  run: name,
  epoch: matching(/^\d{1,9}$/, 'count'),
  step: matching(/^\d{1,12}$/, 'count'),
  generator: bounded(LIMITS.jsonBytes),
});

const tensorEntry = shape({
  dtype: name,
  shape: listOf(count, 8),
  data_offsets: listOf(finite, 2),
});

/**
 * The generator of a safetensors file that the studio made [FILE7], as a finished run that holds it
 * alone. The layers are read from `generator` in its metadata; tensors are known by their names.
 * @param now milliseconds since the Unix epoch.
 * @throws StudioError `file-unreadable`.
 */
export async function readSafetensors(
  file: Blob,
  { runId, datasetId }: NewIds,
  now: number,
): Promise<{ readonly run: RunRecord; readonly generator: GeneratorRecord }> {
  const { entries, begin } = await headerOf(file);
  const raw = fieldsOf(entries.get('__metadata__'));
  if (!raw.has('generator')) throw new StudioError('file-safetensors-not-ours');
  const told = metadata(Object.fromEntries(raw), 'file-part "__metadata__"');
  const [epoch, step] = [Number(told.epoch), Number(told.step)];
  const spec = parseJson(new TextEncoder().encode(told.generator), 'file-part "generator"');
  const found = restoreGeneratorFields({ runId, epoch, step, createdAt: now, spec })!;
  const pictures = checkGenerator(found.spec);
  const groups: Record<string, WeightTensor[]> = {};
  for (const group of GENERATOR_GROUPS) {
    const [first] = namesOf(found.spec, group);
    if (group !== 'weights' && !entries.has(first!)) continue;
    groups[group] = await tensorsOf(file, found.spec, group, entries, begin);
  }
  const generator = { ...found, ...generatorTensors(groups) };
  const settings = {
    ...fitting(settingsIn(raw), pictures, found.spec.input[0]!),
    averageGenerator: generator.averaged !== undefined,
  };
  const ofRun = { run: told.run, epoch, step, pictures: { set: '', count: 0 }, device: null };
  return { generator, run: runOf({ runId, datasetId }, ofRun, settings, now) };
}

type Fields = ReadonlyMap<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);

/** Files of before have the preset alone. */
function settingsIn(raw: Fields): unknown {
  const settings = raw.get('settings');
  if (typeof settings !== 'string') return { preset: raw.get('preset') };
  return parseJson(new TextEncoder().encode(settings), 'file-part "settings"');
}

/** The header, and where the numbers begin. */
async function headerOf(file: Blob): Promise<{ entries: Fields; begin: number }> {
  const head = new DataView(await file.slice(0, 8).arrayBuffer());
  const length = head.byteLength === 8 ? Number(head.getBigUint64(0, true)) : Infinity;
  if (length > Math.min(LIMITS.jsonBytes, file.size - 8)) {
    throw new StudioError('file-safetensors-header', { claimed: length, found: file.size });
  }
  const bytes = new Uint8Array(await file.slice(8, 8 + length).arrayBuffer());
  return { entries: fieldsOf(parseJson(bytes, 'file-part "header"')), begin: 8 + length };
}

/** As the writer names them: `generator.3.convTranspose.kernel`. */
const namesOf = (spec: NetSpec, group: GeneratorGroup): string[] =>
  weightSpecs(spec).map(({ layer, role }) => {
    const net = group === 'weights' ? 'generator' : `${group}_generator`;
    return `${net}.${layer}.${spec.layers[layer]!.kind}.${role}`;
  });

/** All weights of one kind, held to the shapes of the layers. */
async function tensorsOf(
  file: Blob,
  spec: NetSpec,
  group: GeneratorGroup,
  entries: Fields,
  begin: number,
): Promise<WeightTensor[]> {
  const names = namesOf(spec, group);
  const headers = headersOf({ weights: weightSpecs(spec) });
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  for (const [i, wanted] of headers.entries()) {
    const tensor = names[i]!;
    if (!entries.has(tensor)) throw new StudioError('file-tensor-missing', { tensor });
    const entry = tensorEntry(entries.get(tensor), 'file-part "header"');
    const [from = 0, to = 0] = entry.data_offsets;
    const bytes = bytesOf([wanted]);
    if (
      entry.dtype !== 'F32' ||
      entry.shape.join() !== wanted.shape.join() ||
      from < 0 ||
      to - from !== bytes ||
      begin + to > file.size
    ) {
      throw new StudioError('file-tensor-wrong', { tensor, shape: wanted.shape });
    }
    blocks.push(new Uint8Array(await file.slice(begin + from, begin + to).arrayBuffer()));
  }
  return [...(decodeTensors(headers, blocks, 'file-weights')['weights'] ?? [])];
}
