import type { LargerMap, OpenGenerator } from '../../contract/explore';
import type { StudioErrorData } from '../../contract/errors';
import type { PackedAs } from '../../contract/packing';
import type { PictureSize } from '../../contract/picture-shape';
import {
  PAPERS,
  PRINT_LIMITS,
  largerPicture,
  mostTimes,
  placed,
  printPixels,
  sheetLayout,
  type GoingOn,
  type PaperId,
  type PaperSize,
  type Placing,
  type PrintWay,
  type SheetLayout,
} from '../../contract/print';

/** Resolutions to choose from; others are typed. */
export const DPIS = [150, 300] as const;

/** Which pictures are printed. */
export const PRINTED = ['hand', 'favourites', 'seeds'] as const;
export type Printed = (typeof PRINTED)[number];
/** Of several, at most. */
export const MOST_PRINTED = 100;

/** What a person chooses of a print. */
export interface PrintChoice {
  readonly of: Printed;
  /** Several: each on paper of its own, or all on one. */
  readonly as: PackedAs;
  /** By seed. */
  readonly count: number;
  readonly firstSeed: number;
  readonly paper: PaperId | 'own';
  /** Of a paper of the list, which are upright otherwise. */
  readonly landscape: boolean;
  readonly own: PaperSize;
  readonly dpi: (typeof DPIS)[number] | 'own';
  readonly ownDpi: number;
  readonly way: PrintWay;
  readonly placing: Placing;
  /** As `largerPicture` takes it. */
  readonly times: number;
  readonly goingOn: GoingOn;
  readonly seed: number;
}

export const FIRST_PRINT: PrintChoice = {
  of: 'hand',
  as: 'zip',
  count: 12,
  firstSeed: 0,
  paper: 'a4',
  landscape: false,
  own: { width: 20, height: 20, unit: 'cm' },
  dpi: 300,
  ownDpi: 240,
  way: 'enlarge',
  placing: 'border',
  times: 2,
  goingOn: 'wandering',
  seed: 1,
};

export const paperOf = ({ paper, own, landscape }: PrintChoice): PaperSize => {
  if (paper === 'own') return own;
  const { width, height, unit } = PAPERS[paper];
  return landscape ? { width: height, height: width, unit } : { width, height, unit };
};

export const dpiOf = ({ dpi, ownDpi }: PrintChoice): number => (dpi === 'own' ? ownDpi : dpi);

/** What comes of a choice. */
export interface PrintLook {
  readonly way: PrintWay;
  readonly paper: PaperSize;
  readonly dpi: number;
  /** Pixels of the print. */
  readonly size: PictureSize;
  /** Whether it has more pixels than a print may have. */
  readonly tooLarge: boolean;
  /** Pixels, from the generator, that become the print's, rounded. */
  readonly from: PictureSize;
  /** How often a pixel of them is enlarged. */
  readonly enlarged: number;
  /** Of several on one sheet; null where each has paper of its own. */
  readonly sheet: SheetLayout | null;
  /** What `times` may be, and what is taken of it. */
  readonly mostTimes: number;
  readonly times: number;
}

/** Why a generator paints on no larger map; null where it does. */
export const whyNotLarger = ({ larger }: Pick<OpenGenerator, 'larger'>): StudioErrorData | null =>
  'code' in larger ? larger : null;

const mapOf = ({ larger }: Pick<OpenGenerator, 'larger'>): LargerMap | null =>
  'code' in larger ? null : larger;

/** Pictures that a choice prints. @param favourites that there are. */
export const countOf = ({ of, count }: PrintChoice, favourites: number): number =>
  of === 'hand' ? 1 : Math.min(MOST_PRINTED, of === 'seeds' ? count : favourites);

export const onSheet = ({ of, as }: PrintChoice): boolean => of !== 'hand' && as === 'sheet';

/** @param count pictures that are printed. */
export function lookOfPrint(choice: PrintChoice, opened: OpenGenerator, count = 1): PrintLook {
  const paper = paperOf(choice);
  const dpi = dpiOf(choice);
  const size = printPixels(paper, dpi);
  const { width, height } = opened.shape;
  const picture = { width, height };
  const most = mostTimes(picture, size);
  const times = Math.min(choice.times, most);
  const map = mapOf(opened);
  const sheet = onSheet(choice) && count > 0 ? sheetLayout(count, picture, size) : null;
  const way = map && !sheet ? choice.way : 'enlarge';
  const { shown, at } = sheet
    ? { shown: picture, at: sheet.cell }
    : map && way === 'paint'
      ? { ...largerPicture(picture, map, size, times), at: size }
      : placed(picture, size, choice.placing);
  return {
    way,
    paper,
    dpi,
    size,
    tooLarge: size.width * size.height > PRINT_LIMITS.pixels,
    from: { width: Math.round(shown.width), height: Math.round(shown.height) },
    enlarged: at.width / shown.width,
    sheet,
    mostTimes: most,
    times,
  };
}

/** Pixels of a preview's longer side. */
const PREVIEW = 480;

/** The same print with few pixels. */
export function previewSize({ width, height }: PictureSize): PictureSize {
  const scale = Math.min(1, PREVIEW / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
