import { count } from '../format';
import type { PreparingTexts } from '../preparing';
import { countOf } from './count-of';
import { engineName } from './engine-names';

const of = ({ done, all }: { done: number; all: number }): string =>
  `, ${count(done)} of ${count(all)}`;

export const preparing: PreparingTexts = {
  starting: () => 'Starting',
  'going-on': () => 'Going on',
  'engine-lost': () => 'The engine was lost; opening it again',
  'worker-lost': () => 'The training worker stopped; starting another',
  'opening-engine': () => 'Opening the engine',
  'looking-for-gpu': () => 'Looking for a graphics card',
  'starting-engine': ({ engine }) => `Starting ${engineName(engine)}`,
  'trying-engine': ({ engine }) => `Trying ${engineName(engine)}`,
  'reading-pictures': ({ pictures }) => `Reading ${countOf(pictures, 'picture')}`,
  'building-networks': () => 'Building the networks',
  'compiling-kernels': ({ share }) => `Compiling kernels${share ? of(share) : ''}`,
  'checking-kernels': ({ share }) => `Checking kernels${of(share)}`,
  'timing-kernels': ({ share }) => `Timing kernels${of(share)}`,
  'going-on-from': ({ step }) => `Going on from step ${count(step)}`,
  'first-grid': () => 'Painting the first grid',
};
