import { StudioError } from '../contract/errors';
import type { TensorSpec } from '../contract/errors/runs';
import type { TensorHeader } from '../contract/records';
import { elements } from './shapes';
import type { WeightSpec } from './weights';

/** What was to be found under a name, and what was. */
export const misfit = (
  group: string,
  index: number | null,
  expected: TensorSpec | null,
  found: TensorSpec | null,
): StudioError => new StudioError('tensors-misfit', { group, index, expected, found });

/**
 * Refuses tensors of another net: names, shapes and counts must agree one by one. They may come
 * without their numbers.
 * @param what they are, for people, as "weights".
 * @throws StudioError('model-missing')
 */
export function checkTensors(
  what: string,
  specs: readonly WeightSpec[],
  tensors: readonly TensorHeader[],
): void {
  for (let index = 0; index < Math.max(specs.length, tensors.length); index++) {
    const spec = specs[index];
    const tensor = tensors[index];
    if (spec && tensor && fits(spec, tensor)) continue;
    throw misfit(what, index, specOf(spec), specOf(tensor));
  }
}

/**
 * Refuses groups of tensors that are not just those that are wanted, as `checkTensors`.
 * @throws StudioError('model-missing')
 */
export function checkGroups(
  wanted: readonly { readonly name: string; readonly tensors: readonly WeightSpec[] }[],
  found: { readonly [group: string]: readonly TensorHeader[] },
): void {
  for (const { name, tensors } of wanted) checkTensors(name, tensors, found[name] ?? []);
  const strange = Object.keys(found).find((group) => wanted.every(({ name }) => name !== group));
  if (strange !== undefined) throw misfit(strange, null, null, null);
}

const fits = (spec: WeightSpec, { name, shape, values }: TensorHeader): boolean =>
  name === spec.name &&
  shape.join() === spec.shape.join() &&
  (values === undefined || values.length === elements(shape));

const specOf = (tensor: TensorHeader | WeightSpec | undefined): TensorSpec | null =>
  tensor ? { name: tensor.name, shape: tensor.shape } : null;
