import { METRIC_COLUMNS } from '../contract/records';
import type { Settings } from '../contract/hyperparameters';
import { edgeOf, wantedSize } from '../contract/picture-shape';
import { checkSettings } from '../contract/settings';
import { keptGroups } from './kept-generator';
import { buildGan } from './presets';
import { countParameters } from './weights';

const FLOAT = 4;
const DOUBLE = 8;
/** The newest whole checkpoint, the one that is being written or was whole before it, and the best. */
const CHECKPOINTS = 3;

/** What this browser writes grids of samples as: not all write WebP. */
export type GridFormat = 'webp' | 'png';

/** All figures in bytes. */
export interface SavingEstimate {
  /** All that a run keeps by its end: generators, grids, curves and three checkpoints. */
  readonly run: number;
  /** One checkpoint: weights and moving statistics of both nets, both moments of both Adams, and
   *  the average of the generator where one is made. */
  readonly checkpoint: number;
}

/**
 * What saving a run with these settings takes at most. Weights are exact; grids are as large as
 * those of paintings, the most detailed pictures that are learnt.
 * @param pictures of the set, for the length of the curves; null leaves the curves out
 * @param format of the grids
 * @returns null where the settings do not make networks.
 */
export function estimateSaving(
  settings: Settings,
  pictures: number | null = null,
  format: GridFormat = 'webp',
): SavingEstimate | null {
  if (checkSettings(settings).length > 0) return null;
  try {
    const { generator, discriminator } = buildGan(settings);
    const [g, d] = [countParameters(generator), countParameters(discriminator)];
    const { epochs, saveEvery, sampleEvery, batchSize } = settings;
    const average = settings.averageGenerator ? g.trainable : 0;
    const checkpoint = FLOAT * (g.total + d.total + 2 * (g.trainable + d.trainable) + average);
    const groups = keptGroups(settings).length;
    const generators = Math.ceil(epochs / saveEvery) * groups * FLOAT * g.total;
    const grids = (Math.ceil(epochs / sampleEvery) + 1) * gridBytes(settings, format);
    const steps = epochs * Math.ceil((pictures ?? 0) / batchSize);
    const curves = steps * METRIC_COLUMNS.length * DOUBLE;
    return { run: CHECKPOINTS * checkpoint + generators + grids + curves, checkpoint };
  } catch {
    return null;
  }
}

/**
 * A grid as WebP at quality 0.92, or as our own PNG. Grids of 64 paintings take 0.52, 0.46, 0.41 and
 * 0.33 bytes a pixel at 28, 64, 128 and 256 px as WebP: larger pictures hold less detail per pixel.
 * As PNG they take 2.15, 2.15, 2.06 and 1.88.
 */
function gridBytes(settings: Settings, format: GridFormat): number {
  const { height, width } = wantedSize(settings);
  const bytesPerPixel = format === 'webp' ? 1.3 * edgeOf(settings) ** -0.25 : 2.4;
  return settings.sampleCount * (height * width * bytesPerPixel + FLOAT);
}
