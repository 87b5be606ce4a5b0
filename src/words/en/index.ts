import type { Catalogue } from '../catalogue';
import { adapter, device } from './device';
import { batching, batchingStory } from './batching';
import { layer } from './layers';
import { notices, opening } from './notices';
import { engineNotes } from './engine-notes';
import { errors } from './errors';
import { database, features } from './features';
import { preparing } from './preparing';
import { presets } from './presets';
import { settingIssues } from './setting-issues';
import { engines, settingGroups, settings } from './settings';
import { ui } from './ui';
import { skipReasons } from './skip-reasons';
import { units } from './units';

export const en: Catalogue = {
  ...ui,
  adapter,
  batching,
  batchingStory,
  database,
  device,
  engineNotes,
  engines,
  late: (_, english) => english,
  layer,
  errors,
  features,
  locale: 'en-GB',
  notices,
  opening,
  preparing,
  presets,
  settingGroups,
  settingIssues,
  settings,
  skipReasons,
  units,
};
