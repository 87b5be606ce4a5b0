import type { SettingKey } from '../contract/hyperparameters';
import type { SettingIssueParams } from '../contract/setting-issues';
import type { Tell } from './tell';

/** A sentence for each thing that can be wrong with a field. */
export type SettingIssueWords = {
  readonly [Code in keyof SettingIssueParams]: (
    params: SettingIssueParams[Code],
    field: SettingKey,
    tell: Tell,
  ) => string;
};
