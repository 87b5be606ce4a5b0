import type { Place } from '../contract/errors/records';
import type { TensorGroups, TensorHeader, WeightTensor } from '../contract/records';
import { elements } from '../nets/shapes';
import { listOf, matching, refuse, shape, whole, type Check } from './check';
import { LITTLE, allFinite, swap } from './numbers';

/**
 * Tensors as the storage and files hold them: headers with names and shapes, in some order, and in
 * the same order their numbers as bytes, float32, little-endian, one after the other, cut anywhere
 * into blocks. A header says which group its tensor is of, so that nobody counts positions.
 */

/** Most bytes of one block, however large a net is. */
export const BLOCK_BYTES = 16 * 2 ** 20;

/** What is written of a tensor besides its numbers. */
export interface StoredTensor {
  readonly group: string;
  readonly name: string;
  readonly shape: readonly number[];
}

/** Numbers in one tensor; a gigabyte of them. */
const LARGEST_TENSOR = 2 ** 28;
const MOST_TENSORS = 2 ** 14;

const tensorShape: Check<number[]> = (value, where) => {
  const found = listOf(whole(1, LARGEST_TENSOR), 6)(value, where);
  if (elements(found) <= LARGEST_TENSOR) return found;
  return refuse(where, { is: 'shape-up-to', most: LARGEST_TENSOR }, { shape: found });
};

/** Headers from outside; no two may be of one tensor. */
export const storedTensors: Check<StoredTensor[]> = (value, where) => {
  const found = storedTensorList(value, where);
  const names = new Set(found.map(({ group, name }) => `${group} ${name}`));
  if (names.size === found.length) return found;
  return refuse(where, { is: 'tensors-of', count: found.length }, names.size);
};
const storedTensorList = listOf(
  shape<StoredTensor>({
    group: matching(/^[a-z]+(\.[a-z]+){0,3}$/, 'group-name'),
    name: matching(/^\d{1,4}\/(kernel|bias|gamma|beta|movingMean|movingVariance)$/, 'tensor-name'),
    shape: tensorShape,
  }),
  MOST_TENSORS,
);

/** Headers of tensors in the order in which `encodeTensors` writes their numbers. */
export const headersOf = (groups: {
  readonly [group: string]: readonly TensorHeader[];
}): StoredTensor[] =>
  Object.entries(groups).flatMap(([group, tensors]) =>
    tensors.map(({ name, shape: edges }) => ({ group, name, shape: edges })),
  );

/** Headers by the name of their group. */
export function byGroup(headers: readonly StoredTensor[]): { [group: string]: StoredTensor[] } {
  const groups = new Map<string, StoredTensor[]>();
  for (const header of headers) {
    groups.set(header.group, [...(groups.get(header.group) ?? []), header]);
  }
  return Object.fromEntries(groups);
}

/** Bytes that the numbers of tensors take. */
export const bytesOf = (headers: readonly Pick<StoredTensor, 'shape'>[]): number =>
  headers.reduce((sum, { shape: edges }) => sum + 4 * elements(edges), 0);

/**
 * The numbers of tensors as bytes, block by block.
 * @param most bytes of a block, a multiple of 4; all but the last have as many.
 */
export function* encodeTensors(
  groups: TensorGroups,
  most = BLOCK_BYTES,
): Generator<Uint8Array<ArrayBuffer>> {
  const tensors = Object.values(groups).flat();
  let left = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  let block = new Uint8Array(Math.min(most, left));
  let at = 0;
  for (const { values } of tensors) {
    let rest = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    while (rest.length > 0) {
      const some = rest.subarray(0, block.length - at);
      block.set(some, at);
      rest = rest.subarray(some.length);
      at += some.length;
      if (at < block.length) continue;
      if (!LITTLE) swap(block, 4);
      yield block;
      left -= at;
      block = new Uint8Array(Math.min(most, left));
      at = 0;
    }
  }
}

/**
 * The tensors that headers and blocks are of.
 * @throws StudioError('unexpected') where the blocks hold more or fewer bytes than the headers say, or
 *   a number is NaN or infinite.
 */
export function decodeTensors(
  headers: readonly StoredTensor[],
  blocks: readonly Uint8Array<ArrayBuffer>[],
  where: Place,
): TensorGroups {
  const there = blocks.reduce((sum, block) => sum + block.length, 0);
  if (there !== bytesOf(headers))
    refuse(where, { is: 'numbers-of', count: bytesOf(headers) }, there);
  const take = takerOf(blocks);
  const groups = new Map<string, WeightTensor[]>();
  for (const { group, name, shape: edges } of headers) {
    const values = new Float32Array(elements(edges));
    const bytes = new Uint8Array(values.buffer);
    take(bytes);
    if (!LITTLE) swap(bytes, 4);
    if (!allFinite(values)) {
      const bad = values.find((value) => !Number.isFinite(value))!;
      refuse(`${where}, ${group} ${name}`, { is: 'finite-tensor' }, bad);
    }
    groups.set(group, [...(groups.get(group) ?? []), { name, shape: edges, values }]);
  }
  return Object.fromEntries(groups);
}

/** Fills one target after the other with the bytes of all blocks. */
function takerOf(blocks: readonly Uint8Array[]): (target: Uint8Array) => void {
  let block = 0;
  let from = 0;
  return (target) => {
    for (let at = 0; at < target.length;) {
      const some = blocks[block]!.subarray(from, from + target.length - at);
      target.set(some, at);
      at += some.length;
      from += some.length;
      if (from === blocks[block]!.length) [block, from] = [block + 1, 0];
    }
  };
}
