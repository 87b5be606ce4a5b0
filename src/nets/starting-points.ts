import { sidesNear } from '../contract/custom-sides';
import { HYPERPARAMETERS, type Settings } from '../contract/hyperparameters';
import { edgeOf, wantedSize, type PictureSize } from '../contract/picture-shape';
import { fittedBatch } from './least-batch';
import { PRESETS } from './presets';
import {
  epochsToSee,
  passesWith,
  picturesToSee,
  secondsOf,
  timingBy,
  type Trial,
} from './time-to-picture';
import { applyImageSize } from './apply-preset';
import { stepsPerEpoch } from '../contract/epochs';
import type { StepTiming } from '../contract/step-timing';

/** Settings to begin with, by how long there is. [TIME5] */
export const STARTING_POINTS = ['quick', 'good', 'overnight'] as const;
export type StartingPoint = (typeof STARTING_POINTS)[number];

/** What they are chosen for. */
export interface Ground {
  /** The present settings: what a starting point says nothing of stays as it is there. */
  readonly settings: Settings;
  /** Pictures that would be learnt from, 1 or more. */
  readonly pictures: number;
  /** What sides of a person's own keep to, where those of the settings were rounded already. */
  readonly proportions?: PictureSize;
  /** False where the pictures cannot be prepared at another size. */
  readonly resizable: boolean;
  /** What was timed on the engine last, of whatever settings; null where nothing was. */
  readonly trial: Trial | null;
  /** Whether the engine has room for a run. */
  readonly fits: (settings: Settings) => boolean;
}

interface Rule {
  /** Edges in pixels and widths to choose from, the wanted ones first. */
  readonly sizes: readonly number[];
  readonly widths: readonly number[];
  /** Seconds for the pictures that are to be seen at least. */
  readonly within: number;
  /** The most seconds; a run that would take more ends before it has seen enough. */
  readonly most: number;
  /** Pictures to see: at least, so that a size and a width are taken, and at most. */
  readonly least: (pictures: number, imageSize: number) => number;
  readonly enough: (pictures: number, imageSize: number) => number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const first: Rule['least'] = (...of) => picturesToSee(...of).first;
const good: Rule['least'] = (...of) => picturesToSee(...of).good;

/** [TIME6] */
const RULES: Readonly<Record<StartingPoint, Rule>> = {
  quick: {
    sizes: [32],
    widths: [64, 32, 16],
    within: 5 * MINUTE,
    most: 10 * MINUTE,
    least: first,
    enough: first,
  },
  good: {
    sizes: [64],
    widths: [64, 32],
    within: 4 * HOUR,
    most: Infinity,
    least: good,
    enough: good,
  },
  overnight: {
    // Larger ones have shown nothing good yet with nets of this kind.
    sizes: [128, 64],
    widths: [64, 32],
    within: 8 * HOUR,
    most: 8 * HOUR,
    least: good,
    // Beyond that a small set gives variations and copies.
    enough: (...of) => 2 * good(...of),
  },
};

/** Grids of samples and generators that a run keeps, at most. */
const MOST_GRIDS = 100;
const MOST_GENERATORS = 20;
/** Pictures from which on a batch is used: those of the rows of picturesToSee, and between them. */
const BATCHES: readonly (readonly [from: number, batchSize: number])[] = [
  [548, 64],
  [173, 32],
  [0, 16],
];

/**
 * The settings of a starting point.
 * @returns null for "overnight" as long as nothing was timed: what a night does is not known.
 */
export function startingPoint(point: StartingPoint, ground: Ground): Settings | null {
  const { trial, pictures } = ground;
  if (point === 'overnight' && !trial) return null;
  const { within, least } = RULES[point];
  const all = candidates(RULES[point], ground);
  // Without a trial, what takes the least time where that is the point, else what is wanted most.
  const guess = point === 'quick' ? all.at(-1)! : all[0]!;
  const inTime = (settings: Settings): boolean => {
    const epochs = epochsToSee(least(pictures, edgeOf(settings)), settings, pictures);
    return withEpochs(settings, epochs, pictures, timingBy(trial!, settings)).seconds <= within;
  };
  const settings = trial ? (all.find(inTime) ?? all.at(-1)!) : guess;
  return withTiming(point, settings, trial && timingBy(trial, settings), pictures);
}

/** The settings of a starting point with as many epochs as their own timing has room for. */
export function withTiming(
  point: StartingPoint,
  settings: Settings,
  timing: StepTiming | null,
  pictures: number,
): Settings {
  const { most, enough } = RULES[point];
  const wanted = epochsToSee(enough(pictures, edgeOf(settings)), settings, pictures);
  if (!timing) return withEpochs(settings, wanted, pictures, null).settings;
  const whole = withEpochs(settings, wanted, pictures, timing);
  if (whole.seconds <= most) return whole.settings;
  const grids = (MOST_GRIDS + 1) * settings.sampleCount * timing.sample;
  const epoch = stepsPerEpoch(passesWith(settings, pictures)) * timing.step;
  const epochs = Math.max(1, Math.floor((most - Math.min(grids, most / 2)) / epoch));
  return withEpochs(settings, Math.min(wanted, epochs), pictures, timing).settings;
}

/** Settings with epochs and the cadences that suit them, and the seconds they take; NaN where nothing
 *  was timed. */
function withEpochs(
  before: Settings,
  wanted: number,
  pictures: number,
  timing: StepTiming | null,
): { settings: Settings; seconds: number } {
  const epochs = Math.min(HYPERPARAMETERS.epochs.max, wanted);
  const { sampleEvery = 1, saveEvery = 1 } = PRESETS[before.preset].defaults(before.imageSize);
  const settings: Settings = {
    ...before,
    epochs,
    sampleEvery: Math.max(sampleEvery, roundUp(epochs / MOST_GRIDS)),
    saveEvery: Math.max(saveEvery, roundUp(epochs / MOST_GENERATORS)),
  };
  const seconds = timing ? secondsOf(epochs, timing, settings, pictures) : Number.NaN;
  return { settings, seconds };
}

/** All settings that the rule and the preset allow, the wanted ones first; one at least. */
function candidates({ sizes, widths }: Rule, ground: Ground): Settings[] {
  const { settings, resizable } = ground;
  const preset = PRESETS[settings.preset];
  const sized = resizable
    ? sizes.map((size) => atSize(size, ground))
    : [applyImageSize(settings, settings.imageSize)];
  const all: Settings[] = [];
  for (const settings of sized) {
    for (const width of widths) {
      const one = candidate({ ...settings, width }, ground);
      if (one) all.push(one);
    }
  }
  if (all.length > 0) return all;
  const last = sized.at(-1)!;
  const width = preset.defaults(last.imageSize).width ?? settings.width;
  return [{ ...last, width, batchSize: batchFor(ground) }];
}

/** The settings at the preset's size that is nearest. Sides of a person's own keep their proportions. */
function atSize(size: number, { settings, proportions }: Ground): Settings {
  if (settings.shape !== 'custom') {
    return applyImageSize(settings, nearest(PRESETS[settings.preset].sizes, size));
  }
  const { width, height } = sidesNear(proportions ?? wantedSize(settings), size);
  return { ...settings, pictureWidth: width, pictureHeight: height };
}

/** Null where the preset has no such width, or the engine no room for it. */
function candidate(sized: Settings, ground: Ground): Settings | null {
  const { fits } = ground;
  const issues = PRESETS[sized.preset].checks(sized);
  if (issues.some(({ field }) => field === 'width')) return null;
  for (let batchSize = batchFor(ground); batchSize >= 2; batchSize /= 2)
    if (fits({ ...sized, batchSize })) return { ...sized, batchSize };
  return null;
}

function batchFor({ pictures }: Ground): number {
  const [, suggested] = BATCHES.find(([from]) => pictures >= from)!;
  return fittedBatch(suggested, pictures);
}

/** The size nearest by proportion. */
const nearest = (sizes: readonly number[], wanted: number): number =>
  sizes.reduce((best, size) =>
    Math.abs(Math.log(size / wanted)) < Math.abs(Math.log(best / wanted)) ? size : best,
  );

/** The next of 1, 2, 5, 10, 20, 50 and so on. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= value)!;
}
