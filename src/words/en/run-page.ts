import { count, duration, quantity } from '../format';
import { countOf } from './count-of';

/** What a page of a run says. No part of the catalogue of the studio: it goes with the file. */
export const runPageWords = {
  language: 'en',
  learnt: (epochs: number, pictures: number, set: string): string =>
    `${countOf(epochs, 'epoch')} of ${countOf(pictures, 'picture')}: ${set}`,
  fromFile: 'A generator from a file',
  made: (preset: string, width: number, height: number, seconds: number): string =>
    `${preset}, ${width} × ${height} px, trained for ${duration(seconds)}`,
  film: 'How it learnt',
  grid: (epoch: number): string =>
    epoch === 0 ? 'Before training' : `Samples at epoch ${count(epoch)}`,
  which: 'Which epoch',
  play: 'Play',
  stop: 'Stop',
  favourites: 'Favourites',
  curves: 'Losses and scores',
  quality: 'Quality',
  qualityHelp:
    'How far the generated pictures are from real ones (sliced Wasserstein distance, less is better), and what other real pictures come to.',
  losses: { title: 'Losses', a: 'Discriminator', b: 'Generator' },
  scores: { title: 'Scores', a: 'Real pictures', b: 'Generated pictures' },
  distance: { title: 'Distance', a: 'Generated pictures', b: 'Other real pictures' },
  /** What is read out instead of a plot. */
  plot: (title: string, name: string, from: number, to: number): string =>
    `${title}: ${name} from ${quantity(from)} to ${quantity(to)}`,
  step: (step: number): string => `step ${count(step)}`,
  settings: 'Settings',
  by: 'Made with Atelier, which trains a GAN in a browser tab.',
} as const;
