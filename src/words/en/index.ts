import type { Catalogue } from '../catalogue';
import { batching, batchingStory } from './batching';
import { layer } from './layers';
import { notices, opening } from './notices';
import { presets } from './presets';
import { settingIssues } from './setting-issues';
import { engines, settingGroups, settings } from './settings';
import { ui } from './ui';
import { units } from './units';

export const en: Catalogue = {
  ...ui,
  batching,
  batchingStory,
  engines,
  layer,
  locale: 'en-GB',
  notices,
  opening,
  presets,
  settingGroups,
  settingIssues,
  settings,
  units,
};
