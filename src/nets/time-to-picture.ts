import { stepsFor, stepsPerEpoch, type Passes } from '../contract/epochs';
import type { Settings } from '../contract/hyperparameters';
import type { StepTiming } from '../contract/step-timing';
import { composeGan, PRESETS } from './presets';
import { multiplications, stepMultiplications } from './work';

/**
 * Pictures that a run at 64 px has seen when its result is good, by the pictures of its set. [TIME4]
 * Published runs on about 100 pictures end after 300,000 to 500,000 (DiffAugment, Zhao et al. 2020;
 * FastGAN, Liu et al. 2021), and gain nothing to be seen in the last half of that. What lies between
 * two rows follows a power of the set's size. Beyond the last one nothing grows: DCGANs for tens of
 * thousands of pictures end near a million.
 */
const GOOD_AT_64: readonly (readonly [pictures: number, seen: number])[] = [
  [100, 300_000],
  [300, 600_000],
  [1000, 1_500_000],
];
/** Each picture is seen so often at least. */
const LEAST_PASSES = 5;
/** The first likeness comes after this part of what a good result takes. Trials at 32 px on 100
 *  paintings had it after 80,000 pictures, and went on to improve up to 240,000. */
const FIRST = 1 / 3;

/** Pictures seen until something comes. */
export interface PicturesToSee {
  /** Until the first likeness. */
  readonly first: number;
  /** Until a good result. */
  readonly good: number;
}

/** @param pictures of the set, 1 or more. @param imageSize edge in pixels, as in the settings. */
export function picturesToSee(pictures: number, imageSize: number): PicturesToSee {
  const scale = Math.sqrt(imageSize / 64);
  const good = Math.max(LEAST_PASSES * pictures, scale * goodAt64(pictures));
  return { first: FIRST * good, good };
}

function goodAt64(pictures: number): number {
  const [least, most] = [GOOD_AT_64[0]!, GOOD_AT_64.at(-1)!];
  if (pictures <= least[0]) return least[1];
  if (pictures >= most[0]) return most[1];
  const next = GOOD_AT_64.findIndex(([count]) => count >= pictures);
  const [[c0, s0], [c1, s1]] = [GOOD_AT_64[next - 1]!, GOOD_AT_64[next]!];
  const power = Math.log(s1 / s0) / Math.log(c1 / c0);
  return s0 * (pictures / c0) ** power;
}

/** How a run of these settings goes over a set of so many pictures. */
export const passesWith = ({ preset, batchSize }: Settings, pictures: number): Passes => ({
  pictures,
  batchSize,
  batching: PRESETS[preset].batching,
});

/** Epochs after which so many pictures are seen, 1 or more. */
export function epochsToSee(seen: number, settings: Settings, pictures: number): number {
  const perEpoch = stepsPerEpoch(passesWith(settings, pictures)) * settings.batchSize;
  return Math.max(1, Math.ceil(seen / perEpoch));
}

/** Seconds that the first so many epochs take, with their grids of samples and the one before them. */
export function secondsOf(
  epochs: number,
  timing: StepTiming,
  settings: Settings,
  pictures: number,
): number {
  const { sampleEvery, sampleCount } = settings;
  const grids = Math.floor(epochs / sampleEvery) + 1;
  const steps = stepsFor(epochs, passesWith(settings, pictures));
  return steps * timing.step + grids * sampleCount * timing.sample;
}

/** Seconds of an epoch in the mean. */
export function secondsPerEpoch(timing: StepTiming, settings: Settings, pictures: number): number {
  const { sampleEvery, sampleCount } = settings;
  const steps = stepsPerEpoch(passesWith(settings, pictures));
  return steps * timing.step + (sampleCount * timing.sample) / sampleEvery;
}

/** A trial: settings, and what a step of them took. */
export interface Trial {
  readonly settings: Settings;
  readonly timing: StepTiming;
}

/**
 * What other settings would take, by the multiplications that both ask for: exact for those that were
 * tried, a guess for others, since small nets keep a card less busy than large ones.
 */
export function timingBy(trial: Trial, settings: Settings): StepTiming {
  const [tried, wanted] = [composeGan(trial.settings), composeGan(settings)];
  const step =
    (settings.batchSize * stepMultiplications(wanted)) /
    (trial.settings.batchSize * stepMultiplications(tried));
  const sample = multiplications(wanted.generator) / multiplications(tried.generator);
  return { step: step * trial.timing.step, sample: sample * trial.timing.sample };
}
