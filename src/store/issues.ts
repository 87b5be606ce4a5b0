import { validateSettings } from '../nets/validate';
import { areLegalSides } from '../contract/custom-sides';
import { sameSize, wantedShape } from '../contract/picture-shape';
import type { DatasetRecord } from '../contract/records';
import type { SettingIssue } from '../contract/setting-issues';
import type { StudioState } from './model';
import type { Resources } from './ports';
import { activeCount, learntCount } from './sets';

/**
 * All that keeps the settings from being trained with: their own limits, the preset's, the set's
 * and the engine's (nets/), and a set that was prepared at another size or in other colours.
 * `coming`: such a set is being prepared.
 */
export function settingIssues(
  state: StudioState,
  set: DatasetRecord | null,
  { memoryOn }: Pick<Resources, 'memoryOn'>,
  { coming }: { readonly coming: boolean },
): SettingIssue[] {
  const issues = validateSettings(state.settings, {
    memoryOn,
    pictures: set ? learntCount(set, state.settings) : null,
    heldOut: set ? activeCount(set) - learntCount(set, state.settings) : null,
    engine: state.engineReport?.engine ?? null,
    maxBufferBytes: state.engineReport?.maxBufferBytes ?? null,
    maxTotalBytes: state.engineReport?.maxTotalBytes ?? null,
    software: state.engineReport?.software ?? false,
  });
  return set ? [...issues, ...mismatches(state, set, coming)] : issues;
}

function mismatches(
  { settings }: StudioState,
  set: DatasetRecord,
  coming: boolean,
): SettingIssue[] {
  const issues: SettingIssue[] = [];
  const wanted = wantedShape(settings);
  const custom = settings.shape === 'custom';
  // Sides that cannot be are told at their fields.
  if (!sameSize(set.shape, wanted) && (!custom || areLegalSides(wanted))) {
    const params = {
      set: set.name,
      prepared: set.shape,
      wanted,
      coming,
    };
    issues.push({ field: custom ? 'pictureWidth' : 'imageSize', code: 'set-size', params });
  }
  if (set.shape.channels !== settings.channels) {
    const params = {
      set: set.name,
      prepared: set.shape.channels,
      wanted: settings.channels,
      coming,
    };
    issues.push({ field: 'channels', code: 'set-channels', params });
  }
  return issues;
}
