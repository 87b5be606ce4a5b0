import {
  type HYPERPARAMETERS,
  SETTING_KEYS,
  parameter,
  type SettingKey,
  type Settings,
} from '../../contract/hyperparameters';
import { checkValue } from '../../contract/settings';
import { words } from '../../words';
import { plural } from '../../words/format';
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

const ownSides = ({ shape }: Settings): boolean => shape === 'custom';
const augments = ({ augmentation }: Settings): boolean => augmentation !== 'none';

/** Settings that others can make idle, and when they are not. */
const ONLY_WHERE: Partial<Record<SettingKey, (settings: Settings) => boolean>> = {
  imageSize: (settings) => !ownSides(settings),
  pictureWidth: ownSides,
  pictureHeight: ownSides,
  articleWidths: ({ preset }) => preset === 'keragan',
  decayCurve: ({ rateDecay }) => rateDecay > 0,
  penaltyEvery: ({ penalty }) => penalty > 0,
  averageHalfLife: ({ averageGenerator }) => averageGenerator,
  colourStrength: augments,
  translationStrength: augments,
  cutoutStrength: augments,
};

/** Whether a setting says anything beside the others. One with a value that it cannot have does: what
 *  is wrong is said at its field. */
export const counts = (key: SettingKey, settings: Settings): boolean =>
  (ONLY_WHERE[key]?.(settings) ?? true) || checkValue(key, settings[key]) !== null;

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

/** A setting's value for people, with its unit. */
export function valueText(key: SettingKey, settings: Settings): string {
  const { choices, unit } = settingWords(key);
  const { on, off } = words().form;
  const value = settings[key];
  if (typeof value === 'boolean') return value ? on : off;
  if (choices) return choices[value] ?? String(value);
  return unit ? `${value} ${plural(Number(value), unit)}` : String(value);
}
