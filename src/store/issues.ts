import type { DatasetRecord } from '../contract/records';
import type { SettingIssue } from '../contract/settings';
import type { StudioState } from './model';
import type { Ports } from './ports';
import { activeCount } from './sets';

/**
 * All that keeps the settings from being trained with: their own limits, the preset's, the set's
 * and the engine's (nets/), and a set that was prepared at another size or in other colours.
 * `coming`: such a set is being prepared.
 */
export function settingIssues(
  state: StudioState,
  set: DatasetRecord | null,
  ports: Pick<Ports, 'validate'>,
  { coming }: { readonly coming: boolean },
): SettingIssue[] {
  const issues = ports.validate(state.settings, {
    pictures: set ? activeCount(set) : null,
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
  const colour = (channels: number): string => (channels === 1 ? 'grey' : 'colour');
  if (set.imageSize !== settings.imageSize) {
    issues.push({
      field: 'imageSize',
      message: coming
        ? `The pictures are being prepared at ${settings.imageSize} px.`
        : `"${set.name}" is prepared at ${set.imageSize} px. Drop its folder again for ${settings.imageSize} px, or choose ${set.imageSize} px.`,
    });
  }
  if (set.channels !== settings.channels) {
    issues.push({
      field: 'channels',
      message: coming
        ? `The pictures are being prepared in ${colour(settings.channels)}.`
        : `"${set.name}" is prepared in ${colour(set.channels)}. Drop its folder again for ${colour(settings.channels)}, or choose ${colour(set.channels)}.`,
    });
  }
  return issues;
}
