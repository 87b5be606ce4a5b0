import { leftOver, stepsOfPass, type Passes } from '../../contract/epochs';
import type { SettingsWords } from '../settings';
import { countOf } from './count-of';

/** How a set becomes batches, for people. */
export const batching: SettingsWords['batching'] = {
  'last-smaller':
    'Pictures that fill no whole batch at the end of an epoch make a smaller one, as in its source; none is left out.',
  'last-dropped':
    'Pictures that fill no whole batch at the end of an epoch are left out of it, others in each epoch.',
  'carried-over':
    'Pictures that fill no whole batch at the end of an epoch begin the first batch of the next; none is left out.',
  replacement:
    'Each batch is drawn from the whole set at random, as in its source: in an epoch some pictures come twice and some not at all.',
};

/** The same of a set and a batch size at hand. */
export function batchingStory(passes: Passes): string {
  const { pictures, batchSize } = passes;
  const left = leftOver(passes);
  const set = countOf(pictures, 'picture');
  if (passes.batching === 'replacement') {
    const steps = countOf(stepsOfPass(passes), 'step');
    return `${batching.replacement} An epoch is ${steps}, which show as many pictures as the set has, or a few more.`;
  }
  if (left === 0) {
    return pictures === batchSize
      ? `Each step takes the whole set: ${set}.`
      : `${set} are ${countOf(pictures / batchSize, 'whole batch', 'whole batches')} of ${batchSize}: none is left out.`;
  }
  const begin = `${set} in batches of ${batchSize}:`;
  switch (passes.batching) {
    case 'last-smaller':
      return `${begin} each epoch ends with a smaller batch of ${left}. None is left out.`;
    case 'last-dropped':
      return `${begin} ${countOf(left, 'picture')} ${left === 1 ? 'is' : 'are'} left out of each epoch, each time ${left === 1 ? 'another one' : 'others'}.`;
    case 'carried-over':
      return `${begin} the last ${left === 1 ? '1 begins' : `${left} begin`} the next epoch’s first batch. None is left out.`;
  }
}
