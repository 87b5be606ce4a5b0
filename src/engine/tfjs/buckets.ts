import * as tf from '@tensorflow/tfjs-core';
import type { WeightTensor } from '../../contract/records';

/** Larger tensors stand alone; smaller ones are joined to at most this many numbers (64 MiB). */
const BUCKET_SIZE = 2 ** 24;
const ALONE_SIZE = 2 ** 22;

/** Reads weights that were held. */
export type ReadWeights = (between?: () => Promise<void>) => Promise<WeightTensor[]>;

interface Member {
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
}
interface Bucket {
  readonly members: readonly Member[];
  /** The joined vector; for a bucket of one, the tensor itself in its own shape. */
  value: tf.Tensor;
  readonly views: Map<string, tf.Tensor>;
}

/**
 * Named tensors joined to a few long vectors, so that an update of all of them (Adam, moving
 * statistics) takes a few kernels instead of a dozen for each tensor. Layers read views, which are
 * cut from the vectors after each update.
 */
export class Buckets {
  private readonly buckets: Bucket[];
  private readonly home = new Map<string, Bucket>();

  constructor(tensors: readonly WeightTensor[], alone = ALONE_SIZE) {
    this.buckets = group(tensors, alone).map((members) => ({
      members: members.map(({ name, shape, values }) => ({ name, shape, size: values.length })),
      value: tf.keep(join(members)),
      views: new Map(),
    }));
    for (const bucket of this.buckets) {
      for (const { name } of bucket.members) this.home.set(name, bucket);
    }
  }

  /** Current vectors. */
  get values(): readonly tf.Tensor[] {
    return this.buckets.map((bucket) => bucket.value);
  }

  /** Names in the order in which `pack` takes their tensors. */
  get names(): string[] {
    return [...this.home.keys()];
  }

  /** The view of one tensor, cut when first asked for; undefined for a name not held here. */
  find(name: string): tf.Tensor | undefined {
    const bucket = this.home.get(name);
    if (!bucket || bucket.members.length === 1) return bucket?.value;
    const known = bucket.views.get(name);
    if (known) return known;
    let begin = 0;
    for (const member of bucket.members) {
      if (member.name === name) {
        const view = tf.tidy(() =>
          tf.reshape(tf.slice(bucket.value, begin, member.size), [...member.shape]),
        );
        bucket.views.set(name, tf.keep(view));
        return view;
      }
      begin += member.size;
    }
    return undefined;
  }

  /** Joins one tensor for each name, in the order of `names`, as the vectors are joined. */
  pack(tensors: readonly tf.Tensor[]): tf.Tensor[] {
    let next = 0;
    return this.buckets.map(({ members }) => {
      const mine = tensors.slice(next, next + members.length);
      next += members.length;
      if (members.length === 1) return mine[0]!;
      return tf.tidy(() => tf.concat(mine.map((tensor) => tf.reshape(tensor, [tensor.size]))));
    });
  }

  /** Takes over a new vector and disposes of the old one and of its views. */
  replace(index: number, value: tf.Tensor): void {
    const bucket = this.buckets[index]!;
    free(bucket);
    bucket.value = tf.keep(value);
  }

  /** Reads any set of vectors joined as these are, as they are now. */
  read(values: readonly tf.Tensor[] = this.values): Promise<WeightTensor[]> {
    return this.hold(values)();
  }

  /**
   * Holds vectors joined as these are, to be read in a moment: what replaces them meanwhile does not
   * matter. Graphics cards copy at once and beside their work; where this very thread copies, it
   * does so one vector at a time.
   * @returns reads them, and lets them go; `between` is awaited after each.
   */
  hold(values: readonly tf.Tensor[] = this.values): ReadWeights {
    const held = values.map((value) => tf.keep(tf.clone(value)));
    const onCard = tf.getBackend() === 'webgpu' || tf.getBackend() === 'webgl';
    const coming = onCard ? held.map((value) => value.data<'float32'>()) : [];
    for (const one of coming) one.catch(() => undefined);
    return async (between) => {
      try {
        const tensors: WeightTensor[] = [];
        for (const [index, value] of held.entries()) {
          const data = await (coming[index] ?? value.data<'float32'>());
          tensors.push(...cut(data, this.buckets[index]!.members));
          value.dispose();
          await between?.();
        }
        return tensors;
      } finally {
        tf.dispose(held);
      }
    };
  }

  /** Vectors of other numbers under the same names, joined as these are. */
  join(tensors: readonly WeightTensor[]): tf.Tensor[] {
    const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    return this.buckets.map(({ members }) =>
      join(
        members.map(({ name, shape, size }) => ({
          name,
          shape,
          values: byName.get(name)?.values ?? new Float32Array(size),
        })),
      ),
    );
  }

  /** Takes other numbers over, under the same names. */
  write(tensors: readonly WeightTensor[]): void {
    this.join(tensors).forEach((value, index) => this.replace(index, value));
  }

  dispose(): void {
    this.buckets.forEach(free);
  }
}

/** Vectors of other numbers for each of some tensors, joined as these are: an optimiser's moments. */
export class Beside {
  readonly values: tf.Tensor[];

  /** All of them zero. */
  constructor(private readonly buckets: Buckets) {
    this.values = buckets.values.map((value) => tf.keep(tf.zerosLike(value)));
  }

  /** Takes over a new vector and disposes of the old one. */
  replace(index: number, value: tf.Tensor): void {
    this.values[index]?.dispose();
    this.values[index] = tf.keep(value);
  }

  /** As that of `Buckets`. */
  hold(): ReadWeights {
    return this.buckets.hold(this.values);
  }

  write(tensors: readonly WeightTensor[]): void {
    this.buckets.join(tensors).forEach((value, index) => this.replace(index, value));
  }

  dispose(): void {
    tf.dispose(this.values);
  }
}

/** Copies, since the CPU backend gives the very numbers that it computes with. */
function cut(data: Float32Array, members: readonly Member[]): WeightTensor[] {
  let begin = 0;
  return members.map(({ name, shape, size }) => {
    const values = new Float32Array(size);
    values.set(data.subarray(begin, begin + size));
    begin += size;
    return { name, shape, values };
  });
}

function free({ value, views }: Bucket): void {
  value.dispose();
  for (const view of views.values()) view.dispose();
  views.clear();
}

function group(tensors: readonly WeightTensor[], alone: number): WeightTensor[][] {
  const groups: WeightTensor[][] = [];
  let size = Infinity;
  for (const tensor of tensors) {
    const last = groups[groups.length - 1];
    const count = tensor.values.length;
    if (last && count < alone && size + count <= BUCKET_SIZE) {
      last.push(tensor);
      size += count;
    } else {
      groups.push([tensor]);
      size = count < alone ? count : Infinity;
    }
  }
  return groups;
}

function join(members: readonly WeightTensor[]): tf.Tensor {
  const [first] = members;
  if (members.length === 1 && first) return tf.tensor(first.values.slice(), [...first.shape]);
  const all = new Float32Array(members.reduce((sum, { values }) => sum + values.length, 0));
  let begin = 0;
  for (const { values } of members) {
    all.set(values, begin);
    begin += values.length;
  }
  return tf.tensor1d(all);
}
