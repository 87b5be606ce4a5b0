import type { GpuTraits } from './traits';

/** Columns of a workgroup that adds or maps rows, in vectors. */
const COLUMNS = 4;
/** Rows that each of its threads takes one after another, at least. */
const LEAST_TURNS = 32;
/** Parts of a bias, at most, that many rows give: Adam adds them. */
const MOST_PARTS = 64;

/**
 * Rows of a workgroup that normalises: so many that the GPU is filled, and that merging the moments of
 * all tiles, which each workgroup does for itself, costs little beside them.
 */
export function normaliseRowsPerWorkgroup(
  rows: number,
  tiles: number,
  channels4: number,
  groups: number,
  traits: GpuTraits,
): number {
  const columns = Math.ceil(channels4 / COLUMNS) * groups;
  // Where several reads are on their way at once, merging is little beside mapping.
  const least = traits.readsAhead ? tiles / 4 : Math.max(4 * tiles, LEAST_TURNS * atOnce(traits));
  return whole(rows, Math.max((rows * columns) / traits.busy, least), traits);
}

/** Rows of a workgroup that adds up for a bias. */
export const biasRowsPerWorkgroup = (rows: number, traits: GpuTraits): number =>
  whole(rows, Math.max(LEAST_TURNS * atOnce(traits), rows / MOST_PARTS), traits);

const atOnce = ({ rowThreads }: GpuTraits): number => rowThreads / COLUMNS;

const whole = (rows: number, wanted: number, traits: GpuTraits): number =>
  atOnce(traits) * Math.ceil(Math.min(rows, wanted) / atOnce(traits));
