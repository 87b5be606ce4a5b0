import type { StudioErrorData } from '../contract/errors';
import type { NoticeParams } from '../contract/notices';
import type { SettingIssue } from '../contract/setting-issues';

export interface NoticeText {
  readonly says: string;
  /** What to do; absent where there is nothing to do. */
  readonly hint?: string;
}

/** Sentences of what a notice speaks of, in the language at hand. */
export interface Within {
  error(error: StudioErrorData): NoticeText;
  issue(issue: SettingIssue): string;
}

export interface NoticeWords {
  readonly notices: {
    readonly [Code in keyof NoticeParams]: (
      params: NoticeParams[Code],
      within: Within,
    ) => NoticeText;
  };
  /** Said while a run is opened. @param run its name; null where it is not known */
  readonly opening: (run: string | null) => string;
}
