import type {
  EngineChoice,
  Group,
  HYPERPARAMETERS,
  PresetId,
  SettingKey,
} from '../contract/hyperparameters';
import type { Passes } from '../contract/epochs';
import type { Batching } from '../contract/net-spec';
import type { PluralForms } from './format';

export interface SettingWords {
  readonly label: string;
  /** One line for the form: what it does and when to change it. */
  readonly help: string;
  readonly unit?: PluralForms;
  /** Names of what can be chosen; rows of other kinds have none. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** A row of choices names each of them. */
type Choices<Key extends SettingKey> = (typeof HYPERPARAMETERS)[Key] extends {
  readonly choices: readonly (infer Value extends string)[];
}
  ? { readonly choices: Readonly<Record<Value, string>> }
  : object;

export interface PresetWords {
  readonly name: string;
  /** What it is and when to take it. */
  readonly description: string;
  /** What it reproduces, or what it stands on. */
  readonly source: string;
}

/** The texts of the table of hyperparameters, and of what can be chosen in it. */
export interface SettingsWords {
  readonly settings: { readonly [Key in SettingKey]: SettingWords & Choices<Key> };
  readonly settingGroups: Readonly<Record<Group, string>>;
  readonly presets: Readonly<Record<PresetId, PresetWords>>;
  readonly engines: Readonly<Record<EngineChoice, string>>;
  /** How a preset makes batches of a set. */
  readonly batching: Readonly<Record<Batching, string>>;
  /** The same of a set and a batch size at hand. */
  readonly batchingStory: (passes: Passes) => string;
}
