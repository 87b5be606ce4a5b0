import { countOf } from '../contract/count';
import { elements, inferShapes } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { LIMITS } from './limits';
import type { NumberReader } from '../records/numbers';
import { refused } from './refusal';

/** Name and shape of a tensor; its numbers lie in a file beside it. */
export interface TensorShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A network from outside: shapes that fit, of sizes that a machine can hold.
 * @throws StudioError naming the layer, or saying what is too large.
 */
export function checkNet(spec: NetSpec): void {
  if (spec.layers.length > LIMITS.layers || spec.input.length > 3) {
    throw refused(
      `Its network has ${countOf(spec.layers.length, 'layer')}; ${LIMITS.layers} are read.`,
    );
  }
  if (Math.max(elements(spec.input), ...inferShapes(spec).map(elements)) > LIMITS.layerNumbers) {
    throw refused('A layer of its network is far too large.');
  }
  const bytes = weightSpecs(spec).reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
  if (!(bytes <= LIMITS.generatorBytes)) throw refused('Its network is far too large.');
}

/** A network that makes square pictures from latents. @throws StudioError as checkNet. */
export function checkGenerator(spec: NetSpec): {
  readonly size: number;
  readonly channels: number;
} {
  checkNet(spec);
  const [height = 0, width = 0, channels = 0, more] = inferShapes(spec).at(-1) ?? [];
  if (
    spec.input.length === 1 &&
    height === width &&
    height <= 1024 &&
    (channels === 1 || channels === 3) &&
    more === undefined
  ) {
    return { size: height, channels };
  }
  throw refused('Its network does not make square pictures from latents.');
}

/** Whether tensors are a net's weights, in their order. */
export function areWeightsOf(spec: NetSpec, tensors: readonly TensorShape[]): boolean {
  const wanted = weightSpecs(spec);
  return (
    wanted.length === tensors.length && wanted.every((weight, i) => isSame(weight, tensors[i]))
  );
}

/** Whether tensors are moments of a net's trained weights, each found by its name. */
export function areMomentsOf(spec: NetSpec, tensors: readonly TensorShape[]): boolean {
  const wanted = weightSpecs(spec).filter(({ trainable }) => trainable);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return (
    wanted.length === tensors.length &&
    wanted.every((weight) => isSame(weight, byName.get(weight.name)))
  );
}

const isSame = (wanted: TensorShape, found: TensorShape | undefined): boolean =>
  found?.name === wanted.name && sameShape(found.shape, wanted.shape);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((edge, i) => edge === b[i]);

/** The numbers of tensors, one after the other; the shapes were checked against a net's, and the
 *  numbers still have to pass the restoring of their record. */
export function takeTensors(
  numbers: NumberReader,
  shapes: readonly TensorShape[],
  where: string,
): WeightTensor[] {
  return shapes.map(({ name, shape }) => {
    const size = elements(shape);
    if (size * 4 > numbers.left) throw refused(`${where} holds fewer numbers than it claims.`);
    return { name, shape, values: numbers.take(Float32Array, size) };
  });
}
