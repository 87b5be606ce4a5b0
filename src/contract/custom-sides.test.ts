import { describe, expect, it } from 'vitest';
import { issueText } from '../words';
import { areLegalSides, askedBy, chooseShape, legalSides, sidesNear } from './custom-sides';
import { DEFAULT_SETTINGS, IMAGE_SIZES, type Settings } from './hyperparameters';
import { ASPECTS, edgeOf, sizeOf, wantedSize } from './picture-shape';
import {
  checkSettings,
  checkValue,
  parseSettingsHash,
  restoreSettings,
  settingsToHash,
} from './settings';

const own = (pictureWidth: number, pictureHeight: number): Settings => ({
  ...DEFAULT_SETTINGS,
  shape: 'custom',
  pictureWidth,
  pictureHeight,
});

describe('[PIC28] sides of a person’s own', () => {
  it('are multiples of 16 from 16 to 1024', () => {
    for (const side of [16, 48, 80, 1024]) expect(checkValue('pictureWidth', side)).toBeNull();
    expect(wantedSize(own(48, 80))).toEqual({ width: 48, height: 80 });
    expect(edgeOf(own(16, 64))).toBe(32);
  });

  it.each([
    [50, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 50. Choose 48 or 64.'],
    [47.5, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 47.5. Choose 32 or 48.'],
    [8, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 8. Choose 16.'],
    [0, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 0. Choose 16.'],
    [-32, 'Width in pixels is a multiple of 16, from 16 to 1024; it is -32. Choose 16.'],
    [1040, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 1040. Choose 1024.'],
    [1030, 'Width in pixels is a multiple of 16, from 16 to 1024; it is 1030. Choose 1024.'],
    [Number.NaN, 'Width in pixels needs a number.'],
  ])('%d is refused with what is expected and what to do', (value, sentence) => {
    const issues = checkSettings(own(value, 64));
    expect(issues.map(({ field }) => field)).toEqual(['pictureWidth']);
    expect(issueText(issues[0]!)).toBe(sentence);
  });

  it('go through a settings link', () => {
    const settings = own(48, 80);
    const hash = settingsToHash(settings);
    expect(restoreSettings(parseSettingsHash(hash))).toEqual({ settings, issues: [] });
    const typed = restoreSettings({ shape: 'custom', pictureWidth: '50', pictureHeight: '80' });
    expect(typed.issues.map(({ code }) => code)).toEqual(['no-side']);
    expect(typed.settings).toMatchObject({ pictureWidth: 64, pictureHeight: 80 });
  });

  it('are none of what was stored before there were any', () => {
    const { pictureWidth, pictureHeight, ...before } = DEFAULT_SETTINGS;
    expect([pictureWidth, pictureHeight]).toEqual([64, 64]);
    const tall = { ...before, shape: '3:4', imageSize: 128 };
    const { settings, issues } = restoreSettings(tall);
    expect(issues).toEqual([]);
    expect(wantedSize(settings)).toEqual({ width: 96, height: 128 });
    expect(checkValue('shape', '5:4')).toMatchObject({ code: 'no-choice' });
  });

  it('begin as those of the shape before, and are kept', () => {
    const tall = { ...DEFAULT_SETTINGS, shape: '3:4' } as const;
    expect(chooseShape(tall, 'custom')).toEqual(sides(48, 64));
    expect(chooseShape({ ...tall, imageSize: 16 }, 'custom')).toEqual(sides(16, 16));
    expect(chooseShape({ ...tall, imageSize: 1024, shape: '16:9' }, 'custom')).toEqual(
      sides(1024, 1024),
    );
    expect(chooseShape(own(48, 80), 'custom')).toEqual(sides(48, 80));
    expect(chooseShape(own(48, 80), '4:3')).toEqual({ ...sides(48, 80), shape: '4:3' });
  });

  const sides = (pictureWidth: number, pictureHeight: number) => ({
    shape: 'custom',
    pictureWidth,
    pictureHeight,
  });
});

it('[PIC28] the nearest sides lie within the limits', () => {
  expect(legalSides(64)).toEqual([64]);
  expect(legalSides(65)).toEqual([64, 80]);
  expect(legalSides(Infinity)).toEqual([1024]);
  expect(legalSides(Number.NaN).at(0)).toBe(16);
  expect(areLegalSides({ width: 16, height: 1024 })).toBe(true);
  expect(areLegalSides({ width: 28, height: 28 })).toBe(false);
});

it('[PIC28] pictures of a size are asked for by a shape where they have one, else by their sides', () => {
  for (const imageSize of IMAGE_SIZES) {
    for (const shape of ASPECTS) {
      expect(askedBy(sizeOf(imageSize, shape))).toEqual({ imageSize, shape });
    }
  }
  const custom = { shape: 'custom', pictureWidth: 48, pictureHeight: 80 };
  expect(askedBy({ width: 48, height: 80 })).toEqual(custom);
  // A square of no image size.
  expect(askedBy({ width: 48, height: 48 })).toMatchObject({ shape: 'custom', pictureWidth: 48 });
  expect(askedBy({ width: 100, height: 64 })).toBeNull();
  expect(askedBy({ width: 2048, height: 64 })).toBeNull();
});

it('[TIME7] sides of another size keep their proportions first', () => {
  const near = (width: number, height: number, edge: number): [number, number] => {
    const found = sidesNear({ width, height }, edge);
    return [found.width, found.height];
  };
  expect(near(48, 80, 64)).toEqual([48, 80]);
  expect(near(48, 80, 128)).toEqual([96, 160]);
  expect(near(48, 80, 32)).toEqual([32, 48]);
  expect(near(80, 48, 32)).toEqual([48, 32]);
  expect(near(64, 64, 32)).toEqual([32, 32]);
  expect(near(16, 1024, 32)).toEqual([16, 1024]);
  expect(near(Number.NaN, 64, 32)).toEqual([32, 32]);
});
