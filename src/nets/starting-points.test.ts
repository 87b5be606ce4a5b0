import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../contract/hyperparameters';
import { PRESETS } from './presets';
import { STARTING_POINTS, startingPoint, withTiming, type Ground } from './starting-points';
import { picturesToSee, secondsOf, timingBy } from './time-to-picture';
import { FIRST_SETTINGS, applyPreset } from './apply-preset';
import { validateSettings } from './validate';

/** A step of the studio's own 64 px preset, batch 64, takes so many seconds. */
const ground = (step: number | null, change: Partial<Ground> = {}): Ground => ({
  settings: DEFAULT_SETTINGS,
  pictures: 100,
  resizable: true,
  trial:
    step === null ? null : { settings: DEFAULT_SETTINGS, timing: { step, sample: step / 500 } },
  fits: () => true,
  ...change,
});

const seconds = (settings: Settings, { trial, pictures }: Ground): number =>
  secondsOf(settings.epochs, timingBy(trial!, settings), settings, pictures);

const seen = ({ epochs }: Settings, pictures: number): number => epochs * pictures;

/** A graphics card, a good processor, and a slow one. */
const [CARD, GOOD, SLOW] = [0.05, 4, 60];

describe('a quick look', () => {
  it('[TIME6] is a first likeness at 32 px, the wider the faster the engine', () => {
    const chosen = [CARD, GOOD, 3 * GOOD].map((step) => startingPoint('quick', ground(step))!);
    expect(chosen.map(({ imageSize }) => imageSize)).toEqual([32, 32, 32]);
    expect(chosen.map(({ width }) => width)).toEqual([64, 32, 16]);
    for (const settings of chosen) {
      expect(seen(settings, 100)).toBeGreaterThanOrEqual(picturesToSee(100, 32).first);
      expect(seen(settings, 100)).toBeLessThan(picturesToSee(100, 32).first + 100);
    }
  });

  it('[TIME6] takes ten minutes at most, and sees fewer pictures where that is not enough', () => {
    const slow = ground(SLOW);
    const settings = startingPoint('quick', slow)!;
    expect(settings).toMatchObject({ imageSize: 32, width: 16 });
    expect(seen(settings, 100)).toBeLessThan(picturesToSee(100, 32).first);
    expect(seconds(settings, slow)).toBeLessThanOrEqual(600);
    expect(seconds(settings, slow)).toBeGreaterThan(300);
  });

  it('[TIME6] is as small as can be before anything was timed', () => {
    expect(startingPoint('quick', ground(null))).toMatchObject({ imageSize: 32, width: 16 });
  });
});

describe('good', () => {
  it('[TIME6] is what is suggested at 64 px, with the batch and the epochs that suit the set', () => {
    const of = (pictures: number) => startingPoint('good', ground(CARD, { pictures }))!;
    expect(of(100)).toMatchObject({ imageSize: 64, width: 64, batchSize: 16, epochs: 3000 });
    expect(of(300)).toMatchObject({ imageSize: 64, width: 64, batchSize: 32, epochs: 2000 });
    expect(of(1000)).toMatchObject({ imageSize: 64, width: 64, batchSize: 64, epochs: 1500 });
    expect(of(12)).toMatchObject({ batchSize: 8, epochs: 25_000 });
  });

  it('[TIME6] takes hours on a slow engine, and says so', () => {
    const slow = ground(SLOW);
    const settings = startingPoint('good', slow)!;
    expect(settings).toMatchObject({ imageSize: 64, width: 32, epochs: 3000 });
    expect(seconds(settings, slow)).toBeGreaterThan(10 * 3600);
  });
});

describe('overnight', () => {
  it('[TIME6] is not known before something was timed', () => {
    expect(startingPoint('overnight', ground(null))).toBeNull();
  });

  it('[TIME6] is larger and longer where eight hours suffice for that', () => {
    const card = ground(CARD);
    const settings = startingPoint('overnight', card)!;
    expect(settings).toMatchObject({ imageSize: 128, width: 64 });
    expect(seen(settings, 100)).toBeGreaterThan(picturesToSee(100, 128).good);
    expect(seconds(settings, card)).toBeLessThanOrEqual(8 * 3600);
  });

  it('[TIME6] is what eight hours do where they suffice for nothing', () => {
    const slow = ground(SLOW);
    const settings = startingPoint('overnight', slow)!;
    expect(settings).toMatchObject({ imageSize: 64, width: 32 });
    expect(seen(settings, 100)).toBeLessThan(picturesToSee(100, 64).good);
    expect(seconds(settings, slow)).toBeLessThanOrEqual(8 * 3600);
    expect(seconds(settings, slow)).toBeGreaterThan(7 * 3600);
  });

  it('[TIME6] has its epochs set right once its own steps were timed', () => {
    const chosen = startingPoint('overnight', ground(SLOW))!;
    const timing = timingBy(ground(SLOW).trial!, chosen);
    const half = { step: timing.step / 2, sample: timing.sample / 2 };
    const more = withTiming('overnight', chosen, half, 100);
    expect(more.epochs / chosen.epochs).toBeGreaterThan(1.9);
    expect(more.epochs / chosen.epochs).toBeLessThan(2.1);
    expect({ ...more, epochs: 0, sampleEvery: 0, saveEvery: 0 }).toEqual({
      ...chosen,
      ...{ epochs: 0, sampleEvery: 0, saveEvery: 0 },
    });
  });
});

describe('every starting point', () => {
  it('[TIME5] [TIME7] fits the preset, whatever the set', () => {
    for (const preset of PRESET_IDS) {
      const settings = applyPreset({ ...DEFAULT_SETTINGS, preset });
      const trial = { settings, timing: { step: 1, sample: 0.01 } };
      for (const pictures of [3, 100, 20_000]) {
        for (const point of STARTING_POINTS) {
          const chosen = startingPoint(point, { ...ground(null), settings, pictures, trial })!;
          const limits = { pictures, maxBufferBytes: null };
          expect(validateSettings(chosen, limits), `${preset} ${point} ${pictures}`).toEqual([]);
          expect(PRESETS[preset].sizes).toContain(chosen.imageSize);
        }
      }
    }
  });

  it('[TIME5] changes nothing but size, width, batch, epochs and cadences', () => {
    const own: Settings = {
      ...DEFAULT_SETTINGS,
      ...{ seed: 9, mirror: false, channels: 1, shape: '3:2', loss: 'hinge', latentSize: 40 },
    };
    for (const point of STARTING_POINTS) {
      const chosen = startingPoint(point, ground(CARD, { settings: own }))!;
      const { imageSize, width, batchSize, epochs, sampleEvery, saveEvery } = own;
      expect({ ...chosen, imageSize, width, batchSize, epochs, sampleEvery, saveEvery }).toEqual(
        own,
      );
    }
  });

  it('[TIME7] sides of the shape Custom keep their proportions, and are rounded once', () => {
    const settings: Settings = {
      ...FIRST_SETTINGS,
      ...{ shape: 'custom', pictureWidth: 48, pictureHeight: 80, imageSize: 256 },
    };
    const sides = (point: 'quick' | 'good' | 'overnight', change: Partial<Ground> = {}) => {
      const chosen = startingPoint(point, ground(CARD, { settings, ...change }))!;
      expect(validateSettings(chosen, { pictures: 100, maxBufferBytes: null })).toEqual([]);
      expect(chosen).toMatchObject({ imageSize: 256, shape: 'custom' });
      return [chosen.pictureWidth, chosen.pictureHeight];
    };
    expect(sides('quick')).toEqual([32, 48]);
    expect(sides('good')).toEqual([48, 80]);
    expect(sides('overnight')).toEqual([96, 160]);
    const quick = { ...settings, pictureWidth: 32, pictureHeight: 48 };
    const proportions = { width: 48, height: 80 };
    expect(sides('good', { settings: quick, proportions })).toEqual([48, 80]);
    for (const point of STARTING_POINTS) {
      expect(sides(point, { resizable: false })).toEqual([48, 80]);
    }
    // As many pictures to see as a square of their area.
    const { epochs } = startingPoint('good', ground(CARD, { settings }))!;
    expect(seen({ ...settings, epochs }, 100)).toBeGreaterThanOrEqual(
      picturesToSee(100, Math.sqrt(48 * 80)).good,
    );
    expect(seen({ ...settings, epochs }, 100)).toBeLessThan(picturesToSee(100, 64).good);
  });

  it('[TIME5] paints a hundred grids at most, and keeps twenty generators', () => {
    for (const point of STARTING_POINTS) {
      const { epochs, sampleEvery, saveEvery } = startingPoint(point, ground(CARD))!;
      expect(epochs / sampleEvery).toBeLessThanOrEqual(100);
      expect(epochs / sampleEvery).toBeGreaterThan(30);
      expect(epochs / saveEvery).toBeLessThanOrEqual(20);
    }
  });

  it('[TIME7] leaves the size alone where the pictures cannot be prepared anew', () => {
    const settings = { ...DEFAULT_SETTINGS, imageSize: 128 };
    for (const point of STARTING_POINTS) {
      const chosen = startingPoint(point, ground(CARD, { settings, resizable: false }))!;
      expect(chosen.imageSize).toBe(128);
    }
  });

  it('[TIME5] takes a smaller batch, a narrower net or a smaller size for want of memory', () => {
    const fits = ({ imageSize, width, batchSize }: Settings): boolean =>
      imageSize <= 64 && width <= 32 && batchSize <= 8;
    expect(startingPoint('overnight', ground(CARD, { fits }))).toMatchObject({
      imageSize: 64,
      width: 32,
      batchSize: 8,
    });
  });
});
