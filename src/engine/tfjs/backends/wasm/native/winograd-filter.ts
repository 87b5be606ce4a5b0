// Winograd's products for the gradient in the filter.
import { COLUMNS, PANEL_STEP, TILE_STEP } from './tile';
import {
  BLOCK,
  NOUGHT,
  OUT,
  PANELS,
  ROW,
  ROW_SIZE,
  STEPS,
  addSegment,
  beginBlock,
  clearSegments,
  multiplyProduct,
  packed,
} from './scratch';
import { chunks } from './gather';
import { Filter } from './filter';
import { PRODUCTS, firstOf } from './winograd';

export function winogradFilterGradientTasks(job: Filter): i32 {
  return 4 * ((job.channels + BLOCK - 1) / BLOCK) * chunks(job.columns);
}

/** One task: a block of channels, a group of panels, and the four taps of one phase. */
export function winogradFilterGradient(job: Filter, task: i32, scratch: usize): void {
  const groups = chunks(job.columns);
  const panelCount = (job.columns + COLUMNS - 1) / COLUMNS;
  const from = (task % groups) * PANELS;
  const to = min(from + PANELS, panelCount);
  task /= groups;
  const p = (task & 3) >> 1;
  const q = task & 1;
  const channel = (task >> 2) * BLOCK;
  const channels = min(BLOCK, job.channels - channel);
  const tiles = (channels + 3) / 4;
  for (let row = 0; row < BLOCK; row++) {
    for (let y = 0; y < 4; y++) {
      const tap = (2 * (y >> 1) + p) * job.kernelColumns + 2 * (y & 1) + q;
      const at = <usize>(tap * job.channels + channel + row) * <usize>job.columns;
      const out = row < channels ? job.out + (at << 2) : 0;
      store<u32>(scratch + ROW + <usize>(row * ROW_SIZE + 4 * y), <u32>out, OUT);
    }
  }
  beginBlock(scratch, from, to, job.columns, 0);
  const across = (job.outWidth + 1) >> 1;
  const steps = ((job.outHeight + 1) >> 1) * across * job.pictures;
  for (let product = 0; product < PRODUCTS; product++) {
    const panels = job.panels + <usize>(product * panelCount) * job.panelBytes;
    for (let step = 0; step < steps; step += STEPS) {
      const count = min(STEPS, steps - step);
      clearSegments(scratch, 0);
      addSegment(scratch, 0, <usize>(step * PANEL_STEP), count);
      packSteps(job, scratch, product, step, count, p, q, channel, channels);
      multiplyProduct(scratch, product, tiles, true, panels, job.panelBytes, from, to, job.columns);
    }
  }
}

/** Packs a product's differences of `count` squares, pictures first, of all channels of the block. */
function packSteps(
  job: Filter,
  scratch: usize,
  product: i32,
  step: i32,
  count: i32,
  p: i32,
  q: i32,
  channel: i32,
  channels: i32,
): void {
  const across = (job.outWidth + 1) >> 1;
  const zero = scratch + NOUGHT;
  const rows = product / 3;
  const columns = product % 3;
  const out = packed(scratch, 0);
  for (let i = 0; i < count; i++) {
    const b = (step + i) % job.pictures;
    const square = (step + i) / job.pictures;
    const y = (2 * (square / across) + firstOf(rows)) * 2 + p - job.padRows;
    const x = (2 * (square % across) + firstOf(columns)) * 2 + q - job.padColumns;
    let d00 = sourceAt(job, b, y, x, channel) || zero;
    let d01 = columns == 1 ? zero : sourceAt(job, b, y, x + 2, channel) || zero;
    let d10 = rows == 1 ? zero : sourceAt(job, b, y + 2, x, channel) || zero;
    let d11 = rows == 1 || columns == 1 ? zero : sourceAt(job, b, y + 2, x + 2, channel) || zero;
    let to = out + <usize>(i * TILE_STEP);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const near = f32x4.sub(v128.load(d00), v128.load(d01));
      v128.store(to, f32x4.sub(near, f32x4.sub(v128.load(d10), v128.load(d11))));
      to += STEPS * TILE_STEP;
      d00 += 16;
      d01 += 16;
      d10 += 16;
      d11 += 16;
    }
    for (; c < channels; c++) {
      store<f32>(to, load<f32>(d00) - load<f32>(d01) - (load<f32>(d10) - load<f32>(d11)));
      to += 4;
      d00 += 4;
      d01 += 4;
      d10 += 4;
      d11 += 4;
    }
  }
}

function sourceAt(job: Filter, b: i32, y: i32, x: i32, channel: i32): usize {
  if (<u32>y >= <u32>job.height || <u32>x >= <u32>job.width) return 0;
  const place = <usize>((b * job.height + y) * job.width + x);
  return job.source + ((place * <usize>job.channels + <usize>channel) << 2);
}
