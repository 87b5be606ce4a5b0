import { leftOver, stepsOfPass, type Passes } from '../contract/epochs';
import type { Batching } from '../contract/net-spec';

/** How a set becomes batches, for people. */
export const BATCHING_WORDS: Readonly<Record<Batching, string>> = {
  'last-smaller':
    'Pictures that fill no whole batch at the end of an epoch make a smaller one, as in its source; none is left out.',
  'last-dropped':
    'Pictures that fill no whole batch at the end of an epoch are left out of it, others in each epoch.',
  'carried-over':
    'Pictures that fill no whole batch at the end of an epoch begin the first batch of the next; none is left out.',
  replacement:
    'Each batch is drawn from the whole set at random, as in its source: in an epoch some pictures come twice and some not at all.',
};

const number = new Intl.NumberFormat('en-GB');
const many = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : noun.endsWith('h') ? 'es' : 's'}`;

/** The same of a set and a batch size at hand. */
export function batchingStory(passes: Passes): string {
  const { pictures, batchSize, batching } = passes;
  const left = leftOver(passes);
  const set = many(pictures, 'picture');
  if (batching === 'replacement') {
    const steps = many(stepsOfPass(passes), 'step');
    return `${BATCHING_WORDS.replacement} An epoch is ${steps}, which show as many pictures as the set has, or a few more.`;
  }
  if (left === 0) {
    return pictures === batchSize
      ? `Each step takes the whole set: ${set}.`
      : `${set} are ${many(pictures / batchSize, 'whole batch')} of ${batchSize}: none is left out.`;
  }
  const begin = `${set} in batches of ${batchSize}:`;
  switch (batching) {
    case 'last-smaller':
      return `${begin} each epoch ends with a smaller batch of ${left}. None is left out.`;
    case 'last-dropped':
      return `${begin} ${many(left, 'picture')} ${left === 1 ? 'is' : 'are'} left out of each epoch, each time ${left === 1 ? 'another one' : 'others'}.`;
    case 'carried-over':
      return `${begin} the last ${left === 1 ? '1 begins' : `${left} begin`} the next epoch’s first batch. None is left out.`;
  }
}
