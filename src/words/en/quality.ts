import { count, quantity } from '../format';
import type { QualityWords } from '../quality';
import { countOf } from './count-of';

/** How good generated pictures are: the region Quality of a run. */
export const quality: QualityWords = {
  title: 'Quality',
  against: (kept) =>
    kept > 0
      ? `Measured against ${countOf(kept, 'picture')} that the networks never saw.`
      : 'Measured against half of your pictures, since none were kept back: copies count as good here.',
  none: 'Nothing is measured yet. It is done at ends of epochs, as soon as it takes at most 3 % of the time.',
  tooSmall: 'It takes four pictures at least to measure by.',
  measureNow: 'Measure now',
  measuring: 'Measuring',
  best: (epoch) => `Best so far: epoch ${count(epoch)}`,
  latest: (epoch) => `Measured last at epoch ${count(epoch)}.`,
  likeness: {
    title: 'Distance from real pictures',
    a: 'Detail',
    b: 'Colour',
    aHelp:
      'How far patches of generated pictures are from patches of real ones, from fine detail to large forms. Lower is better; other real pictures come to the dotted line.',
    bHelp:
      'How far generated pictures are from real ones in colour and contrast, seen from afar. Lower is better; other real pictures come to the dotted line.',
    floor: (value) => `real ${value}`,
  },
  variety: {
    title: 'Variety',
    a: 'Coverage',
    b: 'Diversity',
    aHelp:
      'The part of the real pictures that have a generated one near them: 1 where every kind is painted. It takes six real pictures to tell.',
    bHelp:
      'How much generated pictures differ from each other, beside how much real ones do: about 1 is as varied, 0 is one picture again and again.',
    floor: (value) => `real ${value}`,
  },
  closest: {
    open: 'Closest pictures',
    title: (epoch) => `Closest pictures at epoch ${count(epoch)}`,
    about:
      'The generated pictures that are nearest to one that was learnt from, with that one beside them, at the last measure. A distance of 1 is what real pictures have that were not learnt from; below 0.35 it counts as a copy.',
    none: 'They are shown after the next measure.',
    generated: (pair) => `Generated picture ${pair}`,
    training: (pair) => `Nearest training picture ${pair}`,
    ratio: (ratio, mirrored) =>
      mirrored ? `Distance ${quantity(ratio)}, mirrored` : `Distance ${quantity(ratio)}`,
    copy: 'Copy',
    gone: 'Not in this browser',
  },
};
