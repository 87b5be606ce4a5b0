import {
  type HYPERPARAMETERS,
  SETTING_KEYS,
  parameter,
  type SettingKey,
  type Settings,
} from '../../contract/hyperparameters';
import { words } from '../../words';
import { counts } from '../../words/setting-values';
import type { SettingWords } from '../../words/settings';

/** Keys of the table by kind, derived from it. */
type KeysOfKind<Kind extends string> = {
  [K in SettingKey]: (typeof HYPERPARAMETERS)[K]['kind'] extends Kind ? K : never;
}[SettingKey];
export type ChoiceKey = KeysOfKind<'choice'>;
export type NumberKey = KeysOfKind<'integer' | 'number'>;
export type SwitchKey = KeysOfKind<'switch'>;

export const isChoice = (key: SettingKey): key is ChoiceKey => parameter(key).kind === 'choice';
export const isSwitch = (key: SettingKey): key is SwitchKey => parameter(key).kind === 'switch';
export const isNumber = (key: SettingKey): key is NumberKey =>
  parameter(key).kind === 'integer' || parameter(key).kind === 'number';

/** The fields a painter understands at first sight, in order, where they count. */
export const FIRST_FIELDS: readonly SettingKey[] = [
  'preset',
  'imageSize',
  'shape',
  'pictureWidth',
  'pictureHeight',
  'epochs',
  'width',
  'engine',
];

/** What a setting is called, whatever its kind. */
export const settingWords = (key: SettingKey): SettingWords => words().settings[key];

/** All other fields by group, in the table's order; empty groups are left out. */
export function otherFields(settings: Settings): { name: string; keys: SettingKey[] }[] {
  const rest = SETTING_KEYS.filter((key) => !FIRST_FIELDS.includes(key) && counts(key, settings));
  return Object.entries(words().settingGroups)
    .map(([group, name]) => ({
      name,
      keys: rest.filter((key) => parameter(key).group === group),
    }))
    .filter(({ keys }) => keys.length > 0);
}
