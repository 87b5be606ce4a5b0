import type { SettingKey } from '../contract/hyperparameters';
import type { SettingIssueParams } from '../contract/setting-issues';

/** A sentence for each thing that can be wrong with a field. */
export type SettingIssueWords = {
  readonly [Code in keyof SettingIssueParams]: (
    params: SettingIssueParams[Code],
    field: SettingKey,
  ) => string;
};
