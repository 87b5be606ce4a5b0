import { StudioError } from '../contract/errors';
import type { Settings } from '../contract/hyperparameters';
import type { NetSpec } from '../contract/net-spec';
import {
  GENERATOR_GROUPS,
  type GeneratorGroup,
  type GeneratorRecord,
  type GeneratorTensors,
  type TensorGroups,
  type TensorHeader,
  type WeightTensor,
} from '../contract/records';
import { checkGroups } from './fit';
import { weightSpecs } from './weights';

/** A kept generator without its tensors. */
export type GeneratorFields = Omit<GeneratorRecord, GeneratorGroup>;

/** The groups of tensors among those given, or of a whole record, by their names. */
export function generatorTensors(from: TensorGroups | GeneratorTensors): GeneratorTensors {
  const all: { readonly [group: string]: readonly WeightTensor[] | undefined } = { ...from };
  const found = GENERATOR_GROUPS.flatMap((group) => {
    const tensors = all[group];
    return tensors ? [[group, tensors] as const] : [];
  });
  return { weights: [], ...Object.fromEntries(found) };
}

/** A record without its tensors. */
export function generatorFields(record: GeneratorRecord): GeneratorFields {
  const groups: readonly string[] = GENERATOR_GROUPS;
  const rest = Object.entries(record).filter(([key]) => !groups.includes(key));
  return Object.fromEntries(rest) as unknown as GeneratorFields;
}

/** Refuses groups that no generator of this net has. @throws StudioError('model-missing') */
export function checkGeneratorTensors(
  spec: NetSpec,
  found: { readonly [group: string]: readonly TensorHeader[] },
): void {
  const tensors = weightSpecs(spec);
  const groups = GENERATOR_GROUPS.filter((name) => name === 'weights' || found[name]);
  checkGroups(
    groups.map((name) => ({ name, tensors })),
    found,
  );
}

/** @throws StudioError('generator-without-weights') where it has none of that name. */
export function weightsOf(record: GeneratorRecord, group: GeneratorGroup): readonly WeightTensor[] {
  const found = record[group];
  if (found) return found;
  throw new StudioError('generator-without-weights', { group, epoch: record.epoch });
}

/** Under which names the generators of a run have weights; the first are those to paint with. */
export const keptGroups = ({
  averageGenerator,
}: Pick<Settings, 'averageGenerator'>): readonly GeneratorGroup[] =>
  averageGenerator ? ['averaged', 'weights'] : ['weights'];
