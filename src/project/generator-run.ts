import { StudioError } from '../contract/errors';
import { askedBy } from '../contract/custom-sides';
import { HYPERPARAMETERS, type Settings } from '../contract/hyperparameters';
import { newRun } from '../contract/new-run';
import { sameSize, wantedSize, type PictureShape } from '../contract/picture-shape';
import type { RunRecord } from '../contract/records';
import { restoreSettings } from '../contract/settings';
import type { NewIds } from '../contract/transfers';
import { PRESETS } from '../nets/presets';
import { toldDevice } from '../records/restore-device';

/** What the file of a generator tells of the run it was trained in. */
export interface ToldOfGenerator {
  readonly run: string;
  readonly epoch: number;
  readonly step: number;
  readonly pictures: { readonly set: string; readonly count: number };
  /** In words; null where it is not told. */
  readonly device: string | null;
}

/** The settings that went into it; what the pictures are is read off the net itself. */
export function fitting(raw: unknown, pictures: PictureShape, latentSize: number): Settings {
  const { settings } = restoreSettings(raw);
  const { min, max } = HYPERPARAMETERS.latentSize;
  if (latentSize < min || latentSize > max) {
    throw new StudioError('file-latents-wrong', { found: latentSize, least: min, most: max });
  }
  const { channels } = pictures;
  const sized = sameSize(wantedSize(settings), pictures)
    ? {}
    : (askedBy(pictures) ?? { imageSize: pictures.height, shape: 'square' as const });
  return { ...settings, ...sized, channels, latentSize };
}

/** A finished run that holds one generator alone. */
export function runOf(
  { runId, datasetId }: NewIds,
  told: ToldOfGenerator,
  settings: Settings,
  now: number,
): RunRecord {
  // What it learnt from did not come with it: an id that no set has, and no choice of pictures.
  const set = { id: datasetId, name: told.pictures.set, excluded: [], untickedFolders: [] };
  const { run: name, device, step, epoch } = told;
  const datasetCount = told.pictures.count;
  const { batching } = PRESETS[settings.preset];
  const given = {
    id: runId,
    name,
    settings,
    datasetCount,
    batching,
    device: device === null ? null : toldDevice(device),
  };
  const run = newRun(given, set, now);
  return { ...run, state: 'finished', step, epoch, choice: null };
}
