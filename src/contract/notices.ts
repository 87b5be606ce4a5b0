import type { StudioErrorData } from './errors';
import type { Feature } from './features';
import type { DropRefusal } from './intake';
import type { RunRecord, GoneSet } from './records';
import type { SettingIssue } from './setting-issues';

/** What the person is told that stopped nothing, and what there is to tell of it; the sentences
 *  stand in words/. `run`, `set`, `file`: their names. */
export interface NoticeParams {
  error: { readonly error: StudioErrorData };
  /** A run that is not open came to a halt. */
  'run-ended': {
    readonly run: string;
    readonly state: Extract<RunRecord['state'], 'failed' | 'interrupted'>;
    readonly error: StudioErrorData;
  };
  'missing-feature': { readonly feature: Feature };
  /** What a browser hands over of some drops holds no file. */
  'drop-refused': { readonly why: DropRefusal };

  /** Why Train does nothing. */
  'train-preparing': object;
  'train-no-pictures': object;
  'train-issue': { readonly issue: SettingIssue };
  'trains-already': { readonly run: string };
  'trains-elsewhere': { readonly run: string };
  /** It was to go back to its best checkpoint, and something else began first. */
  'not-gone-back': { readonly run: string };
  'go-on-issue': { readonly issue: SettingIssue };
  'rates-issue': { readonly issue: SettingIssue };
  'link-issue': { readonly issue: SettingIssue };
  'batch-lowered': { readonly batchSize: number; readonly set: string; readonly pictures: number };
  /** Bytes that saving takes, and that are left. */
  'saving-too-large': { readonly needed: number; readonly left: number };
  /** Another tab trained it. */
  'tab-gone': { readonly run: string };

  'run-deleted': { readonly run: string };
  'run-in-use': { readonly run: string; readonly elsewhere: boolean };
  /** `runs`: those that cannot go on without it. */
  'set-deleted': { readonly set: string; readonly runs: readonly string[] };
  'set-in-use': { readonly set: string };

  'preparing-already': object;
  'originals-gone': { readonly set: string };
  /** Runs need the set as it was, so that a copy of it was changed. */
  'set-copied': { readonly set: string };
  /** Runs found their pictures again; `exact`: they go on to the same numbers. */
  reconnected: { readonly runs: readonly string[]; readonly exact: boolean };
  'prepared-otherwise': {
    readonly run: string;
    readonly before: Pick<GoneSet, 'shape' | 'crop' | 'cropsPerPicture' | 'focusPoints'>;
  };
  'partly-there': { readonly run: string; readonly pictures: number; readonly missing: number };

  /** A picture that says what made it; `stored`: the run is here, its generator of that epoch is not. */
  'picture-of-run': { readonly run: string; readonly epoch: number; readonly stored: boolean };

  'transfer-busy': object;
  'not-brought-in': { readonly file: string; readonly error: StudioErrorData };
  'brought-in': { readonly runs: readonly string[] };
}

export type NoticeData = {
  readonly [Code in keyof NoticeParams]: {
    readonly code: Code;
    readonly params: NoticeParams[Code];
  };
}[keyof NoticeParams];
