import type { Flags } from '../kernels/template';
import type { KernelName } from '../kernels/names';
import type { Storage, Tensor } from './tensor';

export type Grid = readonly [x: number, y: number, z: number];

/** One way to compute a dispatch; all ways of one give the same numbers within rounding. */
export interface Variant {
  readonly name: string;
  readonly flags: Flags;
  readonly params: Readonly<Record<string, number>>;
  readonly grid: Grid;
}

/** One kernel call of the plan. */
export interface Dispatch {
  readonly kernel: KernelName;
  readonly label: string;
  readonly flags: Flags;
  readonly params: Readonly<Record<string, number>>;
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** At least one; the best is found by timing. */
  readonly variants: readonly Variant[];
  /** Multiplications and additions that the recipe asks for; 0 where they do not matter. */
  readonly flops: number;
}

/** Numbers that lie in a kept storage from the start. */
export interface Table {
  readonly storage: Storage;
  readonly data: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Collects dispatches in the order in which they run. */
export class DispatchList {
  readonly dispatches: Dispatch[] = [];
  readonly tables: Table[] = [];

  add(
    dispatch: Omit<Dispatch, 'variants' | 'flops' | 'flags'> & {
      readonly flags?: Flags;
      readonly grid?: Grid;
      readonly variants?: readonly Variant[];
      readonly flops?: number;
    },
  ): void {
    const { grid, variants, flops, flags, ...rest } = dispatch;
    const all = variants ?? [{ name: 'plain', flags: {}, params: {}, grid: grid! }];
    this.dispatches.push({ ...rest, flags: flags ?? {}, variants: all, flops: flops ?? 0 });
  }

  /** A small table that is written once. */
  table(name: string, data: Table['data']): Tensor {
    const vectors = Math.max(1, Math.ceil(data.length / 4));
    const storage = { name, vectors, kept: true };
    this.tables.push({ storage, data });
    return { storage, base: 0 };
  }
}

/** Most workgroups along one axis that every adapter allows. */
const MOST = 65535;

/** Spreads many workgroups over two axes. */
export function overTwo(count: number): readonly [number, number] {
  if (count <= MOST) return [Math.max(1, count), 1];
  const rows = Math.ceil(count / MOST);
  return [Math.ceil(count / rows), rows];
}
