import type { CounterName } from '../../../nets/model-state';

/** Numbers of the state on the GPU, u32 each; rates are the bits of a float32. */
export const STATE = {
  step: 0,
  generatorUpdates: 1,
  discriminatorUpdates: 2,
  generatorRate: 3,
  discriminatorRate: 4,
  augmentationChance: 5,
  augmentationTaken: 6,
  augmentationSeen: 7,
  penaltyShare: 8,
} as const;
export const STATE_LENGTH = 12;

/** Where each counter lies; one for both nets takes the discriminator's place. */
export const COUNTERS: Readonly<Record<CounterName, number>> = {
  'generator.adam.step': STATE.generatorUpdates,
  'discriminator.adam.step': STATE.discriminatorUpdates,
  'adam.step': STATE.discriminatorUpdates,
  'augmentation.chance': STATE.augmentationChance,
  'augmentation.taken': STATE.augmentationTaken,
  'augmentation.seen': STATE.augmentationSeen,
};

/** Flags that updates raise: a bad number anywhere; a weight of each net that is not zero. */
export const FLAG = { bad: 0, generator: 1, discriminator: 2 } as const;
export const FLAGS_LENGTH = 4;
