import type { AdamSpec } from '../../../contract/net-spec';
import type { NetName } from '../../../contract/step-program';

/** Numbers of the state on the GPU, u32 each; rates are the bits of a float32. */
export const STATE = {
  step: 0,
  generatorUpdates: 1,
  discriminatorUpdates: 2,
  generatorRate: 3,
  discriminatorRate: 4,
} as const;
export const STATE_LENGTH = 8;

/** Where the updates are counted that a net's bias corrections read. */
export const counterOf = ({ counter }: Pick<AdamSpec, 'counter'>, net: NetName): number =>
  counter === 'shared' ? STATE.discriminatorUpdates : STATE[`${net}Updates`];

/** Flags that updates raise: a bad number anywhere; a weight of each net that is not zero. */
export const FLAG = { bad: 0, generator: 1, discriminator: 2 } as const;
export const FLAGS_LENGTH = 4;
