import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../contract/hyperparameters';
import { PRESETS } from '../nets/presets';

/** Narrow nets of a preset's smallest size; recipes of fixed width stay as they are. */
export function smallestSettings(id: PresetId): Settings {
  const preset = PRESETS[id];
  const imageSize = preset.sizes[0]!;
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...preset.defaults(imageSize),
    preset: id,
    imageSize,
    channels: preset.channels[0]!,
  };
  const narrow = { ...settings, width: 8, latentSize: 16 };
  return preset.checks(narrow).length === 0 ? narrow : settings;
}
