import type { WeightTensor } from '../contract/records';

/** A tensor with its axes in another order: axis `order[i]` becomes axis i. Float32, row-major. */
export function permuted(
  { shape, values }: Pick<WeightTensor, 'shape' | 'values'>,
  order: readonly number[],
): { readonly shape: readonly number[]; readonly values: Float32Array<ArrayBuffer> } {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((all, size) => all * size, 1),
  );
  const to = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const place = to.map(() => 0);
  const moved = new Float32Array(values.length);
  let from = 0;
  for (let at = 0; at < moved.length; at++) {
    moved[at] = values[from]!;
    // On to the next place, the last axis first.
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++place[axis]! < to[axis]!) break;
      from -= steps[axis]! * to[axis]!;
      place[axis] = 0;
    }
  }
  return { shape: to, values: moved };
}
