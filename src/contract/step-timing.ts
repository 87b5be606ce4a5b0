import { adapterKey, type Adapter } from './device';
import { SETTING_KEYS, type SettingKey, type Settings } from './hyperparameters';
import type { EngineId } from './records';

/** What a trial of some settings measured on an engine. */
export interface StepTiming {
  /** Seconds of a training step, in the mean over the steps that take a gradient penalty and those
   *  that do not. */
  readonly step: number;
  /** Seconds of one picture of a grid of samples: painted, judged and encoded. */
  readonly sample: number;
}

/** Settings that a step, or a sample, takes no longer for. */
const INDIFFERENT: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'epochs',
  'generatorLearningRate',
  'discriminatorLearningRate',
  'rateDecay',
  'decayCurve',
  'beta1',
  'beta2',
  'averageHalfLife',
  'cropsPerPicture',
  'keepBack',
  'seed',
  'sampleEvery',
  'sampleCount',
  'saveEvery',
  'checkpointSeconds',
  'checkpointEpochs',
  // What it came to is told by the engine that was opened.
  'engine',
]);

/** Equal for settings and engines of which one timing holds for all. */
export const timingKey = (settings: Settings, engine: EngineId, adapter: Adapter): string =>
  JSON.stringify([
    engine,
    adapterKey(adapter),
    ...SETTING_KEYS.filter((key) => !INDIFFERENT.has(key)).map((key) => settings[key]),
  ]);
