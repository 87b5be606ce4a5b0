import type { DispatchList, Variant } from './dispatch';
import { powerOfTwo } from './convolution';
import type { Linear } from './stages';
import { LANES, channelVectors, placesOf, type Tensor } from './tensor';
import type { GpuTraits } from './traits';

/** Places that are summed in one go, at most: longer sums lose digits. */
const LONGEST = 4096;
const THREADS = 64;
/** Vectors on either side from which tiles in workgroup memory are worth a try. */
const TILED_FROM = 4;

/** How the gradient of a kernel is split: [splits][taps, rows, columns], in vectors. */
export interface Split {
  readonly splits: number;
  readonly linesPerSplit: number;
  /** Threads that share the places of one split, each taking every so manieth line. */
  readonly splitLanes: number;
  readonly vectors: number;
}

/** @param images on the small side, in all groups. */
export function splitOf(linear: Linear, images: number, traits: GpuTraits): Split {
  const { rows4, columns4 } = sides(linear);
  const taps = linear.kernel ** 2;
  const lines = images * linear.small.height;
  const places = images * placesOf(linear.small);
  const workgroups = taps * Math.ceil((rows4 * columns4) / (4 * THREADS));
  const wanted = Math.max(Math.ceil(traits.busy / workgroups), Math.ceil(places / LONGEST));
  const splitLanes = splitLanesOf(linear, traits);
  const linesPerSplit = splitLanes * Math.ceil(lines / (splitLanes * Math.min(wanted, lines)));
  return {
    splits: Math.ceil(lines / linesPerSplit),
    linesPerSplit,
    splitLanes,
    vectors: taps * rows4 * LANES * columns4,
  };
}

/** Whether tiles in workgroup memory are worth a try; four places beside each other are of one line. */
function tiles(linear: Linear): boolean {
  const { rows4, columns4 } = sides(linear);
  return rows4 >= TILED_FROM && columns4 >= TILED_FROM && linear.small.width % 4 === 0;
}

function splitLanesOf(linear: Linear, { sharesPlaces }: GpuTraits): number {
  const { rows4, columns4 } = sides(linear);
  // Through workgroup memory all threads find work.
  if (!sharesPlaces || tiles(linear)) return 1;
  const threads = powerOfTwo(Math.ceil(rows4 / 2)) * powerOfTwo(Math.ceil(columns4 / 2));
  return Math.max(1, THREADS / threads);
}

const sides = (linear: Linear) => {
  const [rows, columns] =
    linear.fold === 'upsample' ? [linear.small, linear.big] : [linear.big, linear.small];
  return { rows4: channelVectors(rows), columns4: channelVectors(columns) };
};

/**
 * The gradient of a stage's kernel, in parts. big and small: values or gradients of either side.
 * @param most pictures that the parts were planned for.
 * @param accumulate whether it is added to what the parts hold.
 * @param traits those that the parts were planned for.
 */
export function weightGradient(
  list: DispatchList,
  label: string,
  linear: Linear,
  big: Tensor,
  small: Tensor,
  parts: Tensor,
  images: number,
  most: number,
  accumulate: boolean,
  traits: GpuTraits,
): void {
  const { rows4, columns4 } = sides(linear);
  const { linesPerSplit, splitLanes } = splitOf(linear, most, traits);
  const splits = Math.ceil((images * linear.small.height) / linesPerSplit);
  const { kernel, stride, pad } = linear;
  const variant = (name: string, FETCH: number, ROWS: number, Q: number): Variant => {
    // No more threads than there is work for: small layers take small workgroups.
    const lanes = FETCH === 2 ? 8 : Math.min(THREADS, powerOfTwo(Math.ceil(columns4 / Q)));
    const tall = powerOfTwo(Math.ceil(rows4 / ROWS));
    const slots = FETCH === 2 ? 8 : Math.min(tall, THREADS / lanes);
    const columnBlocks = Math.ceil(columns4 / (lanes * Q));
    const rowBlocks = Math.ceil(rows4 / (slots * ROWS));
    return {
      name,
      flags: {
        FETCH,
        ROWS,
        Q,
        THREADS: lanes * slots * splitLanes,
        SPLIT_LANES: splitLanes,
      },
      params: { lanes, columnBlocks },
      grid: [columnBlocks * rowBlocks, kernel ** 2, splits],
    };
  };
  const ROWS = rows4 > 1 ? 2 : 1;
  const Q = columns4 > 1 ? 2 : 1;
  const variants = [variant('direct', 0, ROWS, Q)];
  if (rows4 >= 4 && columns4 > 1) variants.push(variant('tall', 0, 4, 2));
  if (rows4 === 1 && columns4 >= 4) variants.push(variant('tall', 0, 1, 4));
  if (rows4 >= 4 && columns4 >= 8 && linear.small.width >= 4 && splitLanes === 1) {
    variants.push(variant('quad', 1, 4, 2));
    if (rows4 % 8 === 0) variants.push(variant('broad', 1, 8, 2));
  }
  if (tiles(linear)) variants.push(variant('tiled', 2, rows4 > 8 ? 2 : 1, columns4 > 8 ? 2 : 1));
  list.add({
    kernel: 'weightGradient',
    label,
    flags: {
      ROWS_BIG: linear.fold === 'upsample' ? 0 : 1,
      ACCUMULATE: accumulate ? 1 : 0,
    },
    params: {
      bigHeight: linear.big.height,
      bigWidth: linear.big.width,
      smallHeight: linear.small.height,
      smallWidth: linear.small.width,
      rows4,
      columns4,
      kernel,
      stride,
      pad,
      lines: images * linear.small.height,
      linesPerSplit,
    },
    tensors: { big, small, parts },
    variants,
    flops:
      2 *
      images *
      placesOf(linear.small) *
      kernel ** 2 *
      linear.big.groups *
      linear.big.channels *
      linear.small.groups *
      linear.small.channels,
  });
}
