import { Buffers } from '../../engine/wgsl/context/buffers';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { Program } from '../../engine/wgsl/context/program';
import { hold } from '../../engine/wgsl/context/read';
import type { Dispatch, DispatchList, Variant } from '../../engine/wgsl/plan/dispatch';
import { storage, type Storage, type Tensor, type View } from '../../engine/wgsl/plan/tensor';

type Numbers = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A tensor in the middle of a storage, with what it holds at first. */
export interface Held extends Tensor {
  readonly storage: Storage;
  /** Of the whole storage. */
  readonly data: Numbers;
}

/** Vectors of foreign numbers before and after a tensor, which nobody may read or write. */
const MARGIN = 3;
const FOREIGN = 12345;

/** A tensor of these numbers. */
export function held(name: string, values: ArrayLike<number>): Held {
  const vectors = Math.ceil(values.length / 4);
  const data = new Float32Array(4 * (vectors + 2 * MARGIN)).fill(FOREIGN);
  data.fill(0, 4 * MARGIN, 4 * (MARGIN + vectors));
  data.set(values, 4 * MARGIN);
  return { storage: storage(name, vectors + 2 * MARGIN, true), base: MARGIN, data };
}

/** A tensor of whole numbers, from its storage's beginning on. */
export const heldWords = (name: string, values: ArrayLike<number>): Held => {
  const vectors = Math.max(1, Math.ceil(values.length / 4));
  const data = new Uint32Array(4 * vectors);
  data.set(values);
  return { storage: storage(name, vectors, true), base: 0, data };
};

/** A tensor that is written: foreign numbers all over. */
export const blank = (name: string, vectors: number): Held => {
  const made = held(name, new Float32Array(4 * vectors));
  made.data.fill(FOREIGN);
  return made;
};

/**
 * Runs all dispatches once.
 * @param choose the way to compute each; the first unless told.
 * @returns what each of the tensors `read` holds then, without its margins.
 * @throws Error where something was written beside one of them.
 */
export async function runList(
  { device, pipelines }: GpuContext,
  list: DispatchList,
  tensors: readonly Held[],
  read: readonly Held[],
  choose: (dispatch: Dispatch) => Variant = ({ variants }) => variants[0]!,
): Promise<Float32Array[]> {
  const buffers = new Buffers(device);
  let program: Program | null = null;
  try {
    buffers.add(list);
    for (const { storage, data } of tensors) {
      buffers.keep(storage);
      buffers.write({ storage, data });
    }
    program = await Program.make(device, pipelines, buffers, list, choose);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    const found = await hold(
      device,
      read.map(({ storage }) => ({ buffer: buffers.of(storage), size: 16 * storage.vectors })),
    )();
    return found.map((numbers, i) => within(read[i]!, numbers));
  } finally {
    program?.destroy();
    buffers.destroy();
  }
}

function within({ storage, base }: Held, numbers: Float32Array): Float32Array {
  const [from, to] = [4 * base, numbers.length - 4 * base];
  numbers.forEach((value, i) => {
    if ((i < from || i >= to) && value !== FOREIGN)
      throw new Error(`"${storage.name}" was written beside its place, at ${i - from}.`);
  });
  return numbers.subarray(from, to);
}

const width = ({ groups, channels }: View): number => groups * 4 * Math.ceil(channels / 4);

/** [rows, groups, channels] with channels padded to whole vectors by zeros. */
export function padded(values: ArrayLike<number>, view: View): Float32Array {
  const { groups, channels } = view;
  const rows = values.length / (groups * channels);
  const out = new Float32Array(rows * width(view));
  const one = width(view) / groups;
  for (let row = 0; row < rows * groups; row++) {
    for (let c = 0; c < channels; c++) out[row * one + c] = values[row * channels + c]!;
  }
  return out;
}

/** The other way. @throws Error where padding is not zero, unless it may be anything. */
export function unpadded(
  values: Float32Array,
  { groups, channels }: View,
  padding: 'zero' | 'any' = 'zero',
): Float64Array {
  const one = 4 * Math.ceil(channels / 4);
  const rows = values.length / (groups * one);
  const out = new Float64Array(rows * groups * channels);
  for (let row = 0; row < rows * groups; row++) {
    for (let c = 0; c < one; c++) {
      const value = values[row * one + c]!;
      if (c < channels) out[row * channels + c] = value;
      else if (padding === 'zero' && value !== 0)
        throw new Error(`There is ${value} in the padding, at row ${row}.`);
    }
  }
  return out;
}

/** A kernel [taps, rows, columns] with both padded by zeros. */
export function paddedKernel(
  values: ArrayLike<number>,
  taps: number,
  rows: View,
  columns: View,
): Float32Array {
  const [rowCount, columnCount] = [rows.groups * rows.channels, columns.groups * columns.channels];
  const rowWidth = 4 * Math.ceil(rows.channels / 4);
  const out = new Float32Array(taps * width(rows) * width(columns));
  for (let tap = 0; tap < taps; tap++) {
    const begin = tap * rowCount * columnCount;
    const one = padded(
      Array.from({ length: rowCount * columnCount }, (_, i) => values[begin + i]!),
      columns,
    );
    for (let row = 0; row < rowCount; row++) {
      const at = Math.floor(row / rows.channels) * rowWidth + (row % rows.channels);
      const from = row * width(columns);
      out.set(one.subarray(from, from + width(columns)), (tap * width(rows) + at) * width(columns));
    }
  }
  return out;
}
