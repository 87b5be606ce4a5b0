import type { FilmKind } from '../../contract/film';
import type { FilmWords } from '../explore';
import { count, listOf, percent, quantity } from '../format';
import { countOf } from './count-of';

const KINDS = {
  learning: 'Learning',
  walk: 'Walk',
  favourites: 'Favourites',
  growing: 'Growing up',
} as const;

/** Names that are told one by one; of more, how many. */
const MOST_NAMED = 9;

/** The dialog that makes films. */
export const film: FilmWords = {
  open: 'Make a film',
  underWay: (share) => `Film: ${percent(share)}`,
  kind: 'Kind',
  kinds: KINDS,
  about: {
    learning: 'The same latents, painted by the generators of all kept epochs one after another.',
    walk: 'A walk through latents that comes back to where it began: it loops without a seam.',
    favourites: 'From favourite to favourite in their order, and back to the first.',
    growing: 'From the first kept epoch to the last, while the latent walks.',
  },
  format: 'Format',
  formats: { mp4: 'MP4 (H.264)', webm: 'WebM (VP9)', gif: 'GIF' },
  formatMissing: (format) => `${format}: this browser cannot write it at this size`,
  seconds: 'Seconds',
  framesPerSecond: 'Frames per second',
  width: 'Width',
  outside: (least, most) => `From ${quantity(least)} to ${count(most)}.`,
  pictures: 'Pictures',
  grid: (beside) => (beside === 1 ? 'Single picture' : `${beside} × ${beside}`),
  fade: 'Cross-fade epochs',
  fadeFavourites: 'Cross-fade pictures instead of morphing',
  through: 'Epochs',
  epochs: { all: 'All that are kept', early: 'More of the early ones (2 √i)' },
  pace: 'Pace',
  paces: { smooth: 'Smooth: rests at each', linear: 'Linear: one speed' },
  size: (width, height, frames) =>
    `${count(width)} × ${count(height)} pixels, ${countOf(frames, 'frame')}.`,
  rounded: 'The width is rounded: all pictures have whole sides, and even ones in a video.',
  preview: 'Preview',
  previewFrame: (frame) => `Frame ${count(frame)}`,
  playPreview: 'Play the preview',
  stopPreview: 'Stop the preview',
  player: 'The film, as it plays',
  make: 'Make',
  bar: 'Making the film',
  frame: (done, total) => `${count(done)} of ${countOf(total, 'frame')}`,
  file: (run, kind, epochs, format) => `${named(run, kind, epochs)}.${format}`,
  titleOf: named,
  madeOf: (pictures) =>
    pictures.length > MOST_NAMED
      ? `Made with Atelier. From ${pictures[0]} on, ${countOf(pictures.length, 'picture')}.`
      : `Made with Atelier. From ${listOf(pictures)}.`,
  signed: (signature) => `Signed: ${signature}.`,
};

function named(run: string, kind: FilmKind, epochs: readonly number[]): string {
  const [first, last] = [epochs[0] ?? 0, epochs.at(-1) ?? 0];
  const told = first === last ? `epoch ${last}` : `epochs ${first} to ${last}`;
  return `${run}, ${KINDS[kind].toLowerCase()}, ${told}`;
}
