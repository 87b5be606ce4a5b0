import type { PaperSize, SheetLayout } from '../../contract/print';
import { count, percent, quantity, tenths } from '../format';
import type { PrintWords } from '../print';
import { countOf } from './count-of';

const UNITS = { cm: 'cm', in: 'inches' } as const;

const sheetOf = ({ width, height, unit }: PaperSize): string =>
  `${quantity(width)} × ${quantity(height)} ${UNITS[unit]}`;

const sizeOf = ({ width, height }: { width: number; height: number }): string =>
  `${count(width)} × ${count(height)} pixels`;

const MILLION = 1e6;

/** The dialog that makes prints. */
export const print: PrintWords = {
  open: 'Print size',
  underWay: (share) => `Print: ${percent(share)}`,
  of: 'Which pictures',
  ofWhich: {
    hand: () => 'The picture in hand',
    seeds: () => 'Pictures by seed',
    favourites: (favourites) => `Favourites (${count(favourites)})`,
  },
  noFavourites: 'There are no favourites yet. Keep pictures with Favourite, and print them here.',
  count: 'How many',
  firstSeed: 'First seed',
  as: 'As',
  packedAs: { zip: 'One print each, in a ZIP', sheet: 'Contact sheet: all on one' },
  paper: 'Size',
  papers: {
    '10x15': '10 × 15 cm',
    a6: 'A6',
    a5: 'A5',
    a4: 'A4',
    a3: 'A3',
    '4x6': '4 × 6 in',
    '8x10': '8 × 10 in',
    own: 'Own size',
  },
  landscape: 'Landscape',
  width: 'Width',
  height: 'Height',
  unit: 'Unit',
  units: UNITS,
  dpi: 'Dots per inch',
  dpis: (dpi) => (dpi === 'own' ? 'Own resolution' : count(dpi)),
  ownDpi: 'Own dots per inch',
  way: 'How',
  ways: { enlarge: 'Enlarge the picture', paint: 'Let the generator paint more' },
  about: {
    enlarge: 'The same picture with more pixels (Lanczos). It gets no new detail.',
    paint:
      'The picture stays in the middle and the generator goes on around it, up to the paper’s edges. More picture comes out, not a sharper one.',
  },
  placing: 'On the paper',
  placings: {
    border: 'Whole picture, white border',
    crop: 'Fill the paper, cut off the rest',
  },
  times: 'Times the picture',
  timesHelp: (most) =>
    `How often the picture would fit across. 1 to ${count(most)}: with more, its pixels would be smaller than those of the print.`,
  goingOn: 'Around the picture',
  goingsOn: { wandering: 'Other pictures grow out of it', mirrored: 'The picture, mirrored' },
  variation: 'Variation',
  outside: (least, most) => `From ${quantity(least)} to ${count(most)}.`,
  size: (size) => `${sizeOf(size)}.`,
  comes: ({ way, from, enlarged, sheet }) =>
    sheet
      ? `${rowsOf(sheet)}, each from ${sizeOf(from)}, ${scaled(enlarged)}.`
      : way === 'paint'
        ? `The generator paints ${sizeOf(from)}, ${scaled(enlarged)}.`
        : `From ${sizeOf(from)} of the picture, ${scaled(enlarged)}.`,
  tooLarge: (pixels, most) =>
    `These are ${tenths(pixels / MILLION)} million pixels; a print has ${count(most / MILLION)} million at most. Choose a smaller size or fewer dots per inch.`,
  sheet: 'The print',
  look: 'Preview',
  make: 'Save the print',
  working: 'Making the print',
  saved: (size, prints) =>
    prints === 1
      ? `Saved with ${sizeOf(size)}.`
      : `${countOf(prints, 'print')} saved, each with ${sizeOf(size)}.`,
  file: (title, { width, height }, dpi) => `${title}, ${width}x${height}, ${dpi} dpi.png`,
  archive: (title, { width, height }, dpi) => `${title}, ${width}x${height}, ${dpi} dpi.zip`,
  several: (pictures) => countOf(pictures, 'picture'),
  titleOf: (run, epoch, picture) => `${run}, epoch ${epoch}, ${picture}`,
  madeOf: (
    { way, paper, dpi, size, from, enlarged, sheet: layout },
    { placing, goingOn, seed },
  ) => {
    const sheet = `${sheetOf(paper)} at ${quantity(dpi)} dpi, ${sizeOf(size)}.`;
    if (layout) {
      return `${sheet} ${rowsOf(layout)}, each from ${sizeOf(from)}, ${scaled(enlarged)} by Lanczos resampling.`;
    }
    if (way === 'enlarge') {
      const on = placing === 'border' ? 'with a white border' : 'cut to the paper';
      return `${sheet} From ${sizeOf(from)}, ${scaled(enlarged)} by Lanczos resampling, ${on}.`;
    }
    const around = goingOn === 'mirrored' ? 'mirrored' : `wandering, variation ${seed}`;
    return `${sheet} The generator painted ${sizeOf(from)} on a larger map (${around}), ${scaled(enlarged)} by Lanczos resampling.`;
  },
};

const rowsOf = ({ columns, rows }: SheetLayout): string =>
  `Pictures in ${countOf(columns, 'column')} and ${countOf(rows, 'row')}`;

const times = (enlarged: number): string => `${tenths(enlarged)} times`;

const scaled = (enlarged: number): string =>
  enlarged >= 1 ? `enlarged ${times(enlarged)}` : `reduced to ${percent(enlarged)}`;
