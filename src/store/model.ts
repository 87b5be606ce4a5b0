import type { StudioErrorData } from '../contract/errors';
import type { Feature } from '../contract/features';
import type { EngineReport } from '../contract/events';
import type { Settings } from '../contract/hyperparameters';
import type { IntakeOptions } from '../contract/intake';
import type { LookAlikeGroups } from '../contract/look-alikes';
import type { DatasetRecord } from '../contract/records';
import type { SettingIssue } from '../contract/setting-issues';
import type { StudioActions } from './studio-actions';
import type {
  DiskView,
  GoneSetView,
  IntakeView,
  NewPicturesView,
  Notice,
  RoomId,
  RunSummary,
  RunView,
  TimingView,
  TransferView,
  WorkView,
} from './view-types';

/** What the page knows. Written by the controller alone. */
export interface StudioState {
  readonly ready: boolean;
  readonly room: RoomId;
  readonly fatal: StudioErrorData | null;

  readonly datasets: readonly DatasetRecord[];
  readonly datasetId: string | null;
  /** Sets that are not stored any more, whose pictures are known again when they come. */
  readonly goneSets: readonly GoneSetView[];
  /** Places of the pictures that show the same, group by group, of sets that were looked through. */
  readonly lookAlikes: Readonly<Record<string, LookAlikeGroups>>;
  readonly intakeOptions: IntakeOptions;
  /** Whether the current set's original files are at hand, so that size and crop can change. */
  readonly originalsAtHand: boolean;
  readonly intake: IntakeView;
  /** True while pictures are being prepared, or are about to be: Train waits for them. */
  readonly preparing: boolean;

  readonly settings: Settings;
  readonly settingIssues: readonly SettingIssue[];
  readonly engineReport: EngineReport | null;
  readonly engineError: StudioErrorData | null;
  readonly probing: boolean;
  /** How long runs of some settings would take. */
  readonly timing: TimingView;

  /** What the browser lets the studio keep; null where it does not tell. */
  readonly disk: DiskView | null;
  /** A project file on its way out or in. */
  readonly transfer: TransferView | null;
  /** What is being made or opened, in the order of beginning. */
  readonly works: readonly WorkView[];

  readonly runs: readonly RunSummary[];
  /** Runs that are looked at or kept up with, by id: the open one, and the one that trains here. */
  readonly views: Readonly<Record<string, RunView>>;
  /** The one that the page shows; see views.ts. */
  readonly openRunId: string | null;
  readonly newPictures: NewPicturesView;
  /** Those that lie over the page just now. */
  readonly notices: readonly Notice[];
  /** What the browser lacks or refuses; see contract/features.ts. */
  readonly missing: readonly Feature[];
  /** All of this visit, the newest first, bounded in number. */
  readonly pastNotices: readonly Notice[];
}

export type Studio = StudioState & { readonly actions: StudioActions };
