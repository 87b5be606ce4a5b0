import type { Flags } from '../kernels/template';
import { overTwo, type DispatchList, type Variant } from './dispatch';
import type { Activation, Linear } from './stages';
import { channelVectors, placesOf, vectorsOf, type Tensor, type View } from './tensor';

/** Threads of a workgroup. */
const THREADS = 64;
export const ACTIVATIONS: Readonly<Record<Activation, number>> = {
  none: 0,
  relu: 1,
  leakyRelu: 2,
  tanh: 3,
};

export interface DropoutParams {
  readonly rate: number;
  /** Number of the first group's stream. */
  readonly stream: number;
  readonly seed: number;
  readonly state: Tensor;
  /** Pictures of the batch before those of the pass. */
  readonly firstImage: number;
}

/** What becomes of a result on its way out. */
export interface Out {
  readonly activation: Activation;
  readonly slope: number;
  readonly dropout: DropoutParams | null;
  readonly forward?: { readonly bias: Tensor | null; readonly moments: Tensor | null };
  /** The gradient is multiplied by the derivative of the activation whose value `saved` is. */
  readonly backward?: {
    readonly saved: Tensor;
    readonly sums: {
      readonly raw: Tensor;
      readonly stats: Tensor;
      readonly moments: Tensor;
    } | null;
  };
}

/** How the rows of a result fall into tiles, whose moments are merged later. */
export interface Tiling {
  /** Rows of one thread. */
  readonly rowsInTile: number;
  readonly rowsInPhase: number;
  readonly tilesInPhase: number;
  /** Of one group. */
  readonly tiles: number;
}

/** Rows are places of the output of one group. */
export function tilingOf(linear: Linear, direction: Linear['direction'], images: number): Tiling {
  const phases = direction === 'up' ? linear.stride ** 2 : 1;
  const out = direction === 'up' ? linear.big : linear.small;
  const edge = (size: number): number =>
    direction === 'up' ? Math.ceil(size / linear.stride) : size;
  const rowsInPhase = images * edge(out.height) * edge(out.width);
  const rowsInTile = rowsInPhase <= 4 ? 4 : 8;
  const tilesInPhase = Math.ceil(rowsInPhase / rowsInTile);
  return { rowsInTile, rowsInPhase, tilesInPhase, tiles: phases * tilesInPhase };
}

/** Numbers that dropout of a kernel needs; zeros where it has none. */
export function dropoutParams(dropout: DropoutParams | null, view: View): Record<string, number> {
  return {
    seed: dropout?.seed ?? 0,
    stream: dropout?.stream ?? 0,
    // Kept where the number of 24 bits is not below it.
    threshold: Math.ceil((dropout?.rate ?? 0) * 2 ** 24),
    scale: 1 / (1 - (dropout?.rate ?? 0)),
    channels: view.channels,
    block4: vectorsOf(view.channels),
  };
}

/**
 * One convolution in either direction: the forward pass of a layer, or the gradient in its input.
 * @param x [groups, images, height, width, channels]; weights [taps, in, out].
 */
export function convolve(
  list: DispatchList,
  label: string,
  linear: Linear,
  direction: Linear['direction'],
  x: Tensor,
  weights: Tensor,
  y: Tensor,
  { images, groups }: { readonly images: number; readonly groups: number },
  out: Out,
): void {
  const up = direction === 'up';
  const [from, to] = up ? [linear.small, linear.big] : [linear.big, linear.small];
  const { kernel, stride, pad } = linear;
  const in4 = channelVectors(from);
  const out4 = channelVectors(to);
  const forward = out.forward ?? { bias: null, moments: null };
  const { backward } = out;
  const sums = backward?.sums ?? null;
  const moments = forward.moments ?? sums?.moments ?? null;
  const flops =
    2 * images * groups * placesOf(linear.small) * kernel ** 2 * countOf(from) * countOf(to);
  const plain = !moments && !backward && out.activation === 'none' && !out.dropout;
  const product = kernel === 1 && placesOf(linear.big) === 1;
  if (product && plain && out4 <= 2 && in4 >= 64) {
    list.add({
      kernel: 'dot',
      label,
      flags: { BIAS: forward.bias ? 1 : 0 },
      params: { in4, out4 },
      tensors: { x, weights, y, ...(forward.bias ? { bias: forward.bias } : {}) },
      grid: [images * groups, out4, 1],
      flops,
    });
    return;
  }
  const tiling = tilingOf(linear, direction, images);
  const edge = (size: number): number => (up ? Math.ceil(size / stride) : size);
  const flags: Flags = {
    UP: up ? 1 : 0,
    BIAS: forward.bias ? 1 : 0,
    BACKWARD: backward ? 1 : 0,
    MOMENTS: moments ? 1 : 0,
    // Where batch norm follows, the activation comes after it.
    ACTIVATION: forward.moments ? 0 : ACTIVATIONS[out.activation],
    DROPOUT: out.dropout && !forward.moments ? 1 : 0,
    TILE: tiling.rowsInTile,
  };
  list.add({
    kernel: 'convolve',
    label,
    flags,
    params: {
      inHeight: from.height,
      inWidth: from.width,
      in4,
      outHeight: to.height,
      outWidth: to.width,
      out4,
      phaseHeight: edge(to.height),
      phaseWidth: edge(to.width),
      kernel,
      stride,
      pad,
      taps: Math.ceil(kernel / stride),
      images,
      rows: tiling.rowsInPhase,
      tiles: tiling.tilesInPhase,
      groups,
      slope: out.slope,
      ...dropoutParams(out.dropout, to),
      firstImage: out.dropout?.firstImage ?? 0,
    },
    tensors: {
      x,
      weights,
      y,
      ...(forward.bias ? { bias: forward.bias } : {}),
      ...(backward ? { saved: backward.saved } : {}),
      ...(sums ? { raw: sums.raw, stats: sums.stats } : {}),
      ...(moments ? { moments } : {}),
      ...(out.dropout && !forward.moments ? { state: out.dropout.state } : {}),
    },
    variants: variantsOf(in4, out4, tiling, up, groups),
    flops,
  });
}

const countOf = (view: View): number => view.groups * view.channels;

function variantsOf(
  in4: number,
  out4: number,
  tiling: Tiling,
  up: boolean,
  groups: number,
): Variant[] {
  const phases = tiling.tiles / tiling.tilesInPhase;
  const variant = (
    name: string,
    lanes: number,
    threads: number,
    flags: { readonly FETCH: number; readonly P: number; readonly Q: number },
    tile: Flags = { LANES: 0, XLOADS: 0, WEIGHTS: 0 },
  ): Variant => {
    const spans = Math.ceil((tiling.tilesInPhase * tiling.rowsInTile) / flags.P);
    const workgroups = Math.ceil((groups * phases * spans * lanes) / threads);
    return {
      name,
      flags: { ...flags, ...tile, THREADS: threads },
      params: { lanes },
      grid: [Math.ceil(out4 / (lanes * flags.Q)), ...overTwo(workgroups)],
    };
  };
  /** 64 rows by 4 lanes Q channels. */
  const tiled = (name: string, lanes: number, Q: number): Variant => {
    const tile = { LANES: lanes, XLOADS: 32 / lanes, WEIGHTS: 2 * Q };
    return variant(name, lanes, 8 * lanes, { FETCH: 2, P: 8, Q }, tile);
  };
  const aligned = in4 % 4 === 0;
  const Q = out4 > 1 ? 2 : 1;
  const lanes = Math.min(16, powerOfTwo(Math.ceil(out4 / Q)));
  const tall = tiling.rowsInPhase >= 16 ? 16 : tiling.rowsInTile;
  const variants = [variant('direct', lanes, THREADS, { FETCH: 0, P: tiling.rowsInTile, Q })];
  if (tall === 16) variants.push(variant('tall', lanes, THREADS, { FETCH: 0, P: 16, Q }));
  if (aligned && lanes >= 4) {
    variants.push(variant('quad', lanes, THREADS, { FETCH: 1, P: tall, Q }));
    // For whole workgroups alone: threads without work take as long.
    const threads = (groups * tiling.tiles * tiling.rowsInTile * lanes) / 32;
    if (tiling.rowsInPhase % 32 === 0 && threads % THREADS === 0)
      variants.push(variant('broad', lanes, THREADS, { FETCH: 1, P: 32, Q }));
  }
  // A workgroup's rows have to be of one phase.
  const whole = !up || (aligned && (phases === 1 || tiling.tilesInPhase % 8 === 0));
  if (tiling.rowsInTile === 8 && whole && out4 >= 4) {
    variants.push(tiled('tiled', 8, 2));
    if (out4 >= 32) variants.push(tiled('wide', 16, 2));
    // Twice as many workgroups, where there are few.
    if (out4 > 8) variants.push(tiled('narrow', 8, 1));
  }
  return variants;
}

export const powerOfTwo = (atLeast: number): number =>
  2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
