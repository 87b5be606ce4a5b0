import type { SettingKey, Settings } from '../contract/hyperparameters';
import { checkValue } from '../contract/settings';
import { plural } from './format';
import { words } from './index';
import type { SettingWords } from './settings';

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

/** A setting's value for people, with its unit. */
export function valueText(key: SettingKey, settings: Settings): string {
  const { choices, unit }: SettingWords = words().settings[key];
  const { on, off } = words().form;
  const value = settings[key];
  if (typeof value === 'boolean') return value ? on : off;
  if (choices) return choices[value] ?? String(value);
  return unit ? `${value} ${plural(Number(value), unit)}` : String(value);
}
