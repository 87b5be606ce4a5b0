// The gradient of a convolution in its filter.
import { COLUMNS, PANEL_STEP, TILE_STEP } from './tile';
import {
  BLOCK,
  OUT,
  PANELS,
  ROW,
  ROW_SIZE,
  SEGMENTS,
  STEPS,
  addSegment,
  clearSegments,
  multiplyBlock,
  packed,
} from '../scratch';
import { Convolution } from '../convolution';
import { chunks } from './gather';

/**
 * out[i, j, c, :] = sum over y, x, b of source[b, stride y + i - pad, ..., c] * panels[y, x, b, :]
 * Job:
 */
export class Filter extends Convolution {
  source: usize;
  panels: usize;
  panelBytes: usize;
  out: usize;
}

export function filterTasks(job: Filter): i32 {
  return job.kernelRows * job.kernelColumns * blocks(job) * chunks(job.columns);
}

function blocks(job: Filter): i32 {
  return (job.channels + BLOCK - 1) / BLOCK;
}

/** One task: a block of channels of one tap, by a group of panels. */
export function filterGradient(job: Filter, task: i32, scratch: usize): void {
  const groups = chunks(job.columns);
  const from = (task % groups) * PANELS;
  const to = min(from + PANELS, (job.columns + COLUMNS - 1) / COLUMNS);
  task /= groups;
  const channel = (task % blocks(job)) * BLOCK;
  const tap = task / blocks(job);
  const i = tap / job.kernelColumns;
  const j = tap % job.kernelColumns;
  const channels = min(BLOCK, job.channels - channel);
  const tiles = (channels + 3) / 4;
  for (let row = 0; row < BLOCK; row++) {
    const to = (<usize>(tap * job.channels + channel + row) * <usize>job.columns) << 2;
    const out = row < channels ? job.out + to : 0;
    store<u32>(scratch + ROW + <usize>(row * ROW_SIZE), <u32>out, OUT);
  }

  // Places that this tap reads: y from top to bottom, x from left to right.
  const top = firstInside(i, job.padRows, job.strideRows);
  const bottom = endInside(i, job.padRows, job.strideRows, job.height, job.outHeight);
  const left = firstInside(j, job.padColumns, job.strideColumns) * job.pictures;
  const right =
    endInside(j, job.padColumns, job.strideColumns, job.width, job.outWidth) * job.pictures;
  let y = top;
  let x = left;
  let first = true;
  do {
    clearSegments(scratch, 0);
    let steps = 0;
    let segments = 0;
    while (left < right && y < bottom && steps < STEPS && segments < SEGMENTS) {
      const count = min(STEPS - steps, right - x);
      packRun(
        job,
        scratch,
        y * job.strideRows + i - job.padRows,
        x,
        count,
        j,
        channel,
        channels,
        steps,
      );
      const at = y * job.outWidth * job.pictures + x;
      addSegment(scratch, 0, <usize>at * PANEL_STEP, count);
      segments++;
      steps += count;
      x += count;
      if (x == right) {
        x = left;
        y++;
      }
    }
    multiplyBlock(
      scratch,
      tiles,
      true,
      job.panels,
      job.panelBytes,
      from,
      to,
      job.columns,
      first,
      0,
    );
    first = false;
  } while (left < right && y < bottom);
}

/** The first output place whose tap is not before the input. */
function firstInside(tap: i32, pad: i32, stride: i32): i32 {
  return max(0, (pad - tap + stride - 1) / stride);
}

/** The end of those whose tap is not behind it. */
function endInside(tap: i32, pad: i32, stride: i32, size: i32, outSize: i32): i32 {
  const room = size - 1 + pad - tap;
  return room < 0 ? 0 : min(outSize, room / stride + 1);
}

/** Packs `count` steps of all tiles: row y, places and pictures from x = place * pictures + picture. */
function packRun(
  job: Filter,
  scratch: usize,
  y: i32,
  x: i32,
  count: i32,
  tap: i32,
  channel: i32,
  channels: i32,
  step: i32,
): void {
  const picture = (<usize>(job.height * job.width * job.channels)) << 2;
  let b = x % job.pictures;
  let column = (x / job.pictures) * job.strideColumns + tap - job.padColumns;
  const out = packed(scratch, 0) + <usize>(step * TILE_STEP);
  for (let i = 0; i < count; i++) {
    const place = (<usize>((y * job.width + column) * job.channels + channel)) << 2;
    const from = job.source + <usize>b * picture + place;
    let to = out + <usize>(i * TILE_STEP);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      v128.store(to, v128.load(from + ((<usize>c) << 2)));
      to += STEPS * TILE_STEP;
    }
    for (let rest = c; rest < channels; rest++) {
      store<f32>(to + ((<usize>(rest - c)) << 2), load<f32>(from + ((<usize>rest) << 2)));
    }
    if (++b == job.pictures) {
      b = 0;
      column += job.strideColumns;
    }
  }
}
