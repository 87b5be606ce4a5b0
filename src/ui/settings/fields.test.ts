import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, SETTING_KEYS, type Settings } from '../../contract/hyperparameters';
import { FIRST_FIELDS, isChoice, isNumber, isSwitch, otherFields } from './fields';
import { counts, valueText } from '../../words/setting-values';

it('shows every hyperparameter once, where it counts [SET1]', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    ...({ preset: 'keragan', augmentation: 'fixed', averageGenerator: true } as const),
    ...{ rateDecay: 0.5, penalty: 0.05 },
  };
  const shown = [...FIRST_FIELDS, ...otherFields(settings).flatMap(({ keys }) => keys)];
  expect([...shown].sort()).toEqual([...SETTING_KEYS].sort());
  const elsewhere = otherFields(DEFAULT_SETTINGS).flatMap(({ keys }) => keys);
  const idle = SETTING_KEYS.filter((key) => ![...FIRST_FIELDS, ...elsewhere].includes(key));
  // All at first sight are listed, those of the shape Custom too.
  expect(idle).toEqual([
    'articleWidths',
    'decayCurve',
    'penaltyEvery',
    'averageHalfLife',
    'colourStrength',
    'translationStrength',
    'cutoutStrength',
  ]);
});

it('shows sides in the place of the image size where the shape is custom [PIC28]', () => {
  const shown = (settings: Settings) => FIRST_FIELDS.filter((field) => counts(field, settings));
  const sizes = ['imageSize', 'shape', 'pictureWidth', 'pictureHeight'];
  const among = (settings: Settings) => shown(settings).filter((field) => sizes.includes(field));
  expect(among(DEFAULT_SETTINGS)).toEqual(['imageSize', 'shape']);
  const custom: Settings = { ...DEFAULT_SETTINGS, shape: 'custom' };
  expect(among(custom)).toEqual(['shape', 'pictureWidth', 'pictureHeight']);
});

it('shows a field that is idle where its value is wrong [SET1]', () => {
  expect(counts('penaltyEvery', DEFAULT_SETTINGS)).toBe(false);
  expect(counts('penaltyEvery', { ...DEFAULT_SETTINGS, penaltyEvery: Number.NaN })).toBe(true);
});

it('knows the kind of every field [SET1]', () => {
  for (const key of SETTING_KEYS) {
    expect([isChoice(key), isNumber(key), isSwitch(key)].filter(Boolean)).toHaveLength(1);
  }
});

it('writes values for people', () => {
  expect(valueText('imageSize', DEFAULT_SETTINGS)).toBe('64 px');
  expect(valueText('batchSize', DEFAULT_SETTINGS)).toBe('64 pictures');
  expect(valueText('sampleEvery', DEFAULT_SETTINGS)).toBe('1 epoch');
  expect(valueText('mirror', DEFAULT_SETTINGS)).toBe('on');
  expect(valueText('preset', DEFAULT_SETTINGS)).toBe('Atelier');
});
