// The right-hand sides of Winograd's nine products, in panels: [product][panel][step][8].
import { COLUMNS, PANEL_STEP, interleave } from './tile';
import { MIXED, PANELS, STEPS } from './scratch';
import { toPanels } from './pack';
import { PRODUCTS, sum } from './winograd';

/** A filter [taps, channels, columns] going forward, or [taps, columns, channels] turned. Job: */
export class WinogradFilter {
  source: usize;
  panels: usize;
  /** Of one panel of one product: its steps are phases x channels. */
  panelBytes: usize;
  columns: i32;
  channels: i32;
  turned: i32;
  /** Of each phase the four taps g00, g01, g10, g11. */
  taps: usize;
  phases: i32;
}

function panelCount(columns: i32): i32 {
  return (columns + COLUMNS - 1) / COLUMNS;
}

function panelGroups(columns: i32): i32 {
  return (panelCount(columns) + PANELS - 1) / PANELS;
}

function channelBlocks(channels: i32): i32 {
  return (channels + STEPS - 1) / STEPS;
}

export function winogradFilterTasks(job: WinogradFilter): i32 {
  const groups = job.turned ? panelCount(job.columns) : panelGroups(job.columns);
  return job.phases * channelBlocks(job.channels) * groups;
}

/** One task: a phase, a part of its channels, a group of panels (turned: one); all nine products. */
export function packWinogradFilter(job: WinogradFilter, task: i32, scratch: usize): void {
  const phase = task % job.phases;
  task /= job.phases;
  const blocks = channelBlocks(job.channels);
  const channel = (task % blocks) * STEPS;
  const count = min(STEPS, job.channels - channel);
  const size = (<usize>(job.channels * job.columns)) << 2;
  const taps = job.taps + ((<usize>phase) << 4);
  const g00 = job.source + <usize>load<i32>(taps) * size;
  const g01 = job.source + <usize>load<i32>(taps, 4) * size;
  const g10 = job.source + <usize>load<i32>(taps, 8) * size;
  const g11 = job.source + <usize>load<i32>(taps, 12) * size;
  const group = job.turned ? task / blocks : (task / blocks) * PANELS;
  const step = <usize>((phase * job.channels + channel) * PANEL_STEP);
  const mixed = scratch + MIXED;
  const whole = job.panelBytes * <usize>panelCount(job.columns);
  for (let product = 0; product < PRODUCTS; product++) {
    const out = job.panels + <usize>product * whole + <usize>group * job.panelBytes + step;
    if (job.turned) {
      for (let half = 0; half < COLUMNS; half += 4) {
        const a = turnedSum(job, scratch, product, g00, g01, g10, g11, group, half, channel, count);
        const b = turnedSum(
          job,
          scratch,
          product,
          g00,
          g01,
          g10,
          g11,
          group,
          half + 1,
          channel,
          count,
        );
        const c = turnedSum(
          job,
          scratch,
          product,
          g00,
          g01,
          g10,
          g11,
          group,
          half + 2,
          channel,
          count,
        );
        const d = turnedSum(
          job,
          scratch,
          product,
          g00,
          g01,
          g10,
          g11,
          group,
          half + 3,
          channel,
          count,
        );
        interleave(out + ((<usize>half) << 2), PANEL_STEP, a, b, c, d, count);
      }
      continue;
    }
    const column = group * COLUMNS;
    const width = min(PANELS * COLUMNS, job.columns - column);
    for (let c = 0; c < count; c++) {
      const at = (<usize>((channel + c) * job.columns + column)) << 2;
      const row = sum(product, scratch, mixed, g00 + at, g01 + at, g10 + at, g11 + at, width);
      toPanels(row, out + <usize>(c * PANEL_STEP), job.panelBytes, width);
    }
  }
}

/** A column of a turned filter. Those beyond the last repeat it, and are read by nobody. */
function turnedSum(
  job: WinogradFilter,
  scratch: usize,
  product: i32,
  g00: usize,
  g01: usize,
  g10: usize,
  g11: usize,
  panel: i32,
  index: i32,
  channel: i32,
  count: i32,
): usize {
  const column = min(panel * COLUMNS + index, job.columns - 1);
  const at = (<usize>(column * job.channels + channel)) << 2;
  const out = scratch + MIXED + <usize>((index & 3) * STEPS * 4);
  return sum(product, scratch, out, g00 + at, g01 + at, g10 + at, g11 + at, count);
}

/** An output gradient [pictures, height, width, columns]; steps are pairs of rows, of columns, pictures. */
export class WinogradPlaces {
  source: usize;
  panels: usize;
  panelBytes: usize;
  columns: i32;
  pictures: i32;
  height: i32;
  width: i32;
}

export function winogradPlacesTasks(job: WinogradPlaces): i32 {
  return ((job.height + 1) >> 1) * panelGroups(job.columns);
}

/** One task: a pair of rows, a group of panels; all nine products. */
export function packWinogradPlaces(job: WinogradPlaces, task: i32, scratch: usize): void {
  const pairs = (job.height + 1) >> 1;
  const y = (task % pairs) << 1;
  const panel = (task / pairs) * PANELS;
  const width = min(PANELS * COLUMNS, job.columns - panel * COLUMNS);
  const across = (job.width + 1) >> 1;
  const mixed = scratch + MIXED;
  const whole = job.panelBytes * <usize>panelCount(job.columns);
  for (let pair = 0; pair < across; pair++) {
    const x = pair << 1;
    for (let b = 0; b < job.pictures; b++) {
      const g00 = placeOf(job, b, y, x, panel);
      const g01 = placeOf(job, b, y, x + 1, panel);
      const g10 = placeOf(job, b, y + 1, x, panel);
      const g11 = placeOf(job, b, y + 1, x + 1, panel);
      const step = ((y >> 1) * across + pair) * job.pictures + b;
      let out = job.panels + <usize>panel * job.panelBytes + <usize>(step * PANEL_STEP);
      for (let product = 0; product < PRODUCTS; product++) {
        toPanels(
          sum(product, scratch, mixed, g00, g01, g10, g11, width),
          out,
          job.panelBytes,
          width,
        );
        out += whole;
      }
    }
  }
}

function placeOf(job: WinogradPlaces, b: i32, y: i32, x: i32, panel: i32): usize {
  if (y >= job.height || x >= job.width) return 0;
  const place = <usize>((b * job.height + y) * job.width + x);
  return job.source + ((place * <usize>job.columns + <usize>(panel * COLUMNS)) << 2);
}
