import type { KeptGenerator } from './commands';
import type { StudioErrorData } from './errors';
import type { LargerMap } from './explore';
import type { EngineChoice } from './hyperparameters';
import type { MadePicture } from './made-picture';
import type { PictureShape, PictureSize } from './picture-shape';
import type { Signature } from './signature';

/** How lengths on paper are told. */
export const LENGTH_UNITS = ['cm', 'in'] as const;
export type LengthUnit = (typeof LENGTH_UNITS)[number];

/** A sheet, or a picture on it. */
export interface PaperSize {
  readonly width: number;
  readonly height: number;
  readonly unit: LengthUnit;
}

/** Sizes to choose from, upright. */
export const PAPERS = {
  '10x15': { width: 10, height: 15, unit: 'cm' },
  a6: { width: 10.5, height: 14.8, unit: 'cm' },
  a5: { width: 14.8, height: 21, unit: 'cm' },
  a4: { width: 21, height: 29.7, unit: 'cm' },
  a3: { width: 29.7, height: 42, unit: 'cm' },
  '4x6': { width: 4, height: 6, unit: 'in' },
  '8x10': { width: 8, height: 10, unit: 'in' },
} as const satisfies Record<string, PaperSize>;
export type PaperId = keyof typeof PAPERS;

/** How pixels come to be: the picture is enlarged, or the generator paints beyond its frame. */
export const PRINT_WAYS = ['enlarge', 'paint'] as const;
export type PrintWay = (typeof PRINT_WAYS)[number];

/** What becomes of a picture that has other proportions than the paper. */
export const PLACINGS = ['border', 'crop'] as const;
export type Placing = (typeof PLACINGS)[number];

/** What lies beyond the frame: the picture mirrored, or other pictures that grow out of it. */
export const GOINGS_ON = ['wandering', 'mirrored'] as const;
export type GoingOn = (typeof GOINGS_ON)[number];

/** Limits of what can be chosen: dots per inch, sides in the paper's unit, and pixels in all. */
export const PRINT_LIMITS = {
  dpi: { min: 72, max: 1200 },
  side: { min: 1, max: 200 },
  pixels: 100_000_000,
} as const;

const CENTIMETRES = 2.54;

/** Pixels of a side at so many dots per inch, 1 at least. */
const pixelsOf = (length: number, unit: LengthUnit, dpi: number): number =>
  Math.max(1, Math.round((length * dpi) / (unit === 'cm' ? CENTIMETRES : 1)));

/** 21 x 29.7 cm at 300 dpi are 2480 x 3508 pixels. */
export const printPixels = ({ width, height, unit }: PaperSize, dpi: number): PictureSize => ({
  width: pixelsOf(width, unit, dpi),
  height: pixelsOf(height, unit, dpi),
});

/** A part of a picture, in its pixels, which may be cut anywhere. */
export interface Window extends PictureSize {
  readonly left: number;
  readonly top: number;
}

/** Where a picture goes on a print: the part of it that is shown, and the whole pixels it takes. */
export interface Placed {
  readonly shown: Window;
  readonly at: Window;
}

/** A picture on a print, as large as it can be there. */
export function placed(picture: PictureSize, print: PictureSize, placing: Placing): Placed {
  const ratios = [print.width / picture.width, print.height / picture.height] as const;
  if (placing === 'crop') {
    const times = Math.max(...ratios);
    const [width, height] = [print.width / times, print.height / times];
    const shown = {
      left: (picture.width - width) / 2,
      top: (picture.height - height) / 2,
      width,
      height,
    };
    return { shown, at: { left: 0, top: 0, ...print } };
  }
  const times = Math.min(...ratios);
  const width = Math.max(1, Math.round(picture.width * times));
  const height = Math.max(1, Math.round(picture.height * times));
  const left = Math.floor((print.width - width) / 2);
  const top = Math.floor((print.height - height) / 2);
  return { shown: { left: 0, top: 0, ...picture }, at: { left, top, width, height } };
}

/** A larger map of a generator that fills a print. */
export interface LargerPicture {
  /** Cells of the map; as many are added before the generator's own as after it. */
  readonly cells: PictureSize;
  /** The part that is shown, in painted pixels; its middle is the middle of the generator's own picture. */
  readonly shown: Window;
}

/**
 * @param picture pixels that the generator paints of its own.
 * @param times how often the picture would fit into the print along the side where it fits least; 1 at
 *   least. 1 adds what the proportions of the print ask for alone.
 */
export function largerPicture(
  picture: PictureSize,
  map: LargerMap,
  print: PictureSize,
  times: number,
): LargerPicture {
  const scale = Math.min(print.width / picture.width, print.height / picture.height) / times;
  const along = (painted: number, printed: number) => {
    const shown = printed / scale;
    const missing = Math.ceil((shown - painted) / 2 / map.cell - 1e-6);
    // What the net does at its border is to lie outside of what is shown.
    const added = missing > 0 ? missing + map.margin : 0;
    return { added, shown, from: added * map.cell + (painted - shown) / 2 };
  };
  const x = along(picture.width, print.width);
  const y = along(picture.height, print.height);
  return {
    cells: { width: map.cells.width + 2 * x.added, height: map.cells.height + 2 * y.added },
    shown: { left: x.from, top: y.from, width: x.shown, height: y.shown },
  };
}

/** The largest `times` of `largerPicture`: with more, a painted pixel were smaller than a printed one. */
export const mostTimes = (picture: PictureSize, print: PictureSize): number =>
  Math.max(1, Math.floor(Math.min(print.width / picture.width, print.height / picture.height)));

/** Pictures side by side on paper: whole pixels, in rows from above. */
export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
  /** Of one picture. */
  readonly cell: PictureSize;
  /** Between two of them. */
  readonly gap: number;
  readonly left: number;
  readonly top: number;
}

/** Of the paper's shorter side. */
const GAP = 0.02;

/** As large as so many pictures can be on a sheet, with even margins. @param count 1 at least. */
export function sheetLayout(count: number, picture: PictureSize, print: PictureSize): SheetLayout {
  const gap = Math.round(GAP * Math.min(print.width, print.height));
  const scaleOf = (columns: number): number => {
    const rows = Math.ceil(count / columns);
    const width = (print.width - gap * (columns + 1)) / columns / picture.width;
    return Math.min(width, (print.height - gap * (rows + 1)) / rows / picture.height);
  };
  let columns = 1;
  for (let more = 2; more <= count; more++) if (scaleOf(more) > scaleOf(columns)) columns = more;
  const rows = Math.ceil(count / columns);
  const scale = scaleOf(columns);
  const side = (length: number): number => Math.max(1, Math.floor(length * scale));
  const cell = { width: side(picture.width), height: side(picture.height) };
  const before = (all: number, cells: number, length: number): number =>
    Math.max(0, Math.floor((all - cells * length - (cells - 1) * gap) / 2));
  const left = before(print.width, columns, cell.width);
  return { columns, rows, cell, gap, left, top: before(print.height, rows, cell.height) };
}

/** What is printed. */
export type PrintSource =
  | {
      readonly way: 'enlarge';
      readonly shape: PictureShape;
      /** uint8 [height, width, 4], opaque. */
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
      readonly placing: Placing;
    }
  | {
      readonly way: 'sheet';
      readonly shape: PictureShape;
      /** uint8 [height, width, 4] each, opaque, in their order. */
      readonly pictures: readonly Uint8ClampedArray<ArrayBuffer>[];
    }
  | {
      readonly way: 'paint';
      readonly generator: KeptGenerator;
      readonly engine: EngineChoice;
      /** float32 [latentSize] of the picture in the middle. */
      readonly latent: Float32Array<ArrayBuffer>;
      readonly times: number;
      readonly goingOn: GoingOn;
      /** Which of the ways it can wander. */
      readonly seed: number;
    };

/** The one order that a worker is given; `made` or `failed` ends it. */
export type PrintsOrder = {
  /** Where it is written; null for into a Blob. */
  readonly to: FileSystemFileHandle | null;
} & (PrintOrder | PrintArchive);

/** Several prints in a ZIP, made one after another. */
export interface PrintArchive {
  readonly type: 'archive';
  readonly prints: readonly { readonly name: string; readonly print: PrintOrder }[];
}

export interface PrintOrder {
  readonly type: 'print';
  readonly size: PictureSize;
  readonly dpi: number;
  readonly source: PrintSource;
  /** Written into the file: its title, how it was enlarged, and what made it. */
  readonly title: string;
  readonly description: string;
  readonly made: MadePicture | null;
  /** What it is signed with. */
  readonly signature: Signature | null;
}

export type PrintEvent =
  /** Rows or tiles done, and in all; of an archive, prints. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  /** Null where it was written to a file. */
  | { readonly type: 'made'; readonly blob: Blob | null }
  | { readonly type: 'failed'; readonly error: StudioErrorData };

/** Pictures at the size of a print, made beside whatever trains. */
export interface Prints {
  /** @throws StudioError `cancelled` once `signal` is, 'print-net-not-local', or what the engine failed with. */
  make(
    order: PrintsOrder,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Blob | null>;
  /** Asks where it is to be written, with the name that it would have; null where this browser cannot write to
   *  a file of the person's choice. */
  askForFile(name: string, as: 'png' | 'zip'): Promise<FileSystemFileHandle | 'cancelled' | null>;
  /** A text as the beginning of a file name that is good everywhere. */
  fileName(text: string): string;
}
