import {
  DEFAULT_SETTINGS,
  PRESET_IDS,
  type SettingKey,
  type Settings,
} from '../contract/hyperparameters';
import { PRESETS } from './presets';

/** Settings that some recipe sets, as they are without: so that none is left over from another. */
const PLAIN: Partial<Settings> = Object.fromEntries(
  PRESET_IDS.flatMap((id) =>
    Object.keys(PRESETS[id].defaults(PRESETS[id].defaultSize)).map((key) => [
      key,
      DEFAULT_SETTINGS[key as SettingKey],
    ]),
  ),
);

/**
 * The settings after their preset was chosen: the recipe's values at the size at hand where the
 * recipe allows it, else at its own. What other recipes set and this one does not, is as the table has it. Seed and engine stay; so do shape and channels that it allows, and a
 * cadence or number of samples that no recipe has, since that was the person's own choice.
 */
export function applyPreset(settings: Settings): Settings {
  const preset = PRESETS[settings.preset];
  const imageSize = preset.sizes.includes(settings.imageSize)
    ? settings.imageSize
    : preset.defaultSize;
  const channels = preset.channels.includes(settings.channels)
    ? settings.channels
    : preset.channels[0]!;
  const shape = preset.shapes.includes(settings.shape) ? settings.shape : preset.shapes[0]!;
  return {
    ...settings,
    ...PLAIN,
    ...preset.defaults(imageSize),
    imageSize,
    shape,
    channels,
    ...ownChoices(settings),
  };
}

/**
 * The settings at another image size: values that were the preset's for the old size become those
 * for the new one (keragan's width and batch, for instance), changed ones stay.
 */
export function applyImageSize(settings: Settings, imageSize: number): Settings {
  const preset = PRESETS[settings.preset];
  const next: Settings = { ...settings, imageSize };
  if (!preset.sizes.includes(imageSize)) return next;
  const before: Partial<Settings> = preset.sizes.includes(settings.imageSize)
    ? preset.defaults(settings.imageSize)
    : {};
  const untouched = Object.entries(preset.defaults(imageSize)).filter(
    ([key]) => before[key as SettingKey] === settings[key as SettingKey],
  );
  return { ...next, ...Object.fromEntries(untouched) };
}

const CADENCE_KEYS = ['sampleEvery', 'sampleCount', 'saveEvery'] as const;

function ownChoices(settings: Settings): Partial<Settings> {
  const own = CADENCE_KEYS.filter(
    (key) =>
      !PRESET_IDS.some((id) => {
        const preset = PRESETS[id];
        return preset.defaults(preset.defaultSize)[key] === settings[key];
      }),
  );
  return Object.fromEntries(own.map((key) => [key, settings[key]]));
}

/** What the form shows before anything was chosen: the studio's own recipe. */
export const FIRST_SETTINGS: Settings = applyPreset(DEFAULT_SETTINGS);
