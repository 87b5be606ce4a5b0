import type { Adapter, Device } from '../contract/device';
import type { LayerSpec } from '../contract/net-spec';
import type { EngineNoteTexts } from './engine-notes';
import type { ErrorTexts } from './errors';
import type { DatabaseWords, FeatureTexts } from './features';
import type { UiWords } from './en/ui';
import type { LateWords } from './late';
import type { NoticeWords } from './notices';
import type { PreparingTexts } from './preparing';
import type { SettingIssueWords } from './setting-issues';
import type { SettingsWords } from './settings';
import type { SkipTexts } from './skip-reasons';
import type { UnitWords } from './units';

/**
 * All that the studio says in one language. Each language is one folder beside this file, with a
 * section for each kind of message; English is the one that is always at hand, and the pattern for
 * what stands on the page.
 */
export interface Catalogue extends UiWords, SettingsWords, NoticeWords {
  /** BCP 47: numbers and dates are written by it. */
  readonly locale: string;
  readonly units: UnitWords;
  /** A layer of a network, in one line. */
  readonly layer: (layer: LayerSpec) => string;
  /** What an engine computes on. */
  readonly adapter: (adapter: Adapter) => string;
  /** What a run was trained on: engine and adapter. */
  readonly device: (device: Device) => string;
  readonly settingIssues: SettingIssueWords;
  readonly errors: ErrorTexts;
  readonly skipReasons: SkipTexts;
  readonly engineNotes: EngineNoteTexts;
  readonly preparing: PreparingTexts;
  readonly features: FeatureTexts;
  readonly database: DatabaseWords;
  /** This language's of a section that comes later than the first load; see late.ts. */
  readonly late: <Name extends keyof LateWords>(
    name: Name,
    english: LateWords[Name],
  ) => LateWords[Name];
}
