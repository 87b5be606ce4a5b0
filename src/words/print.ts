import type { PictureSize } from '../contract/picture-shape';
import type { PackedAs } from '../contract/packing';
import type {
  GoingOn,
  LengthUnit,
  PaperId,
  PaperSize,
  Placing,
  PrintWay,
  SheetLayout,
} from '../contract/print';

/** What there is to tell of a print, as it is known before it is made. */
export interface PrintTold {
  readonly way: PrintWay;
  readonly paper: PaperSize;
  readonly dpi: number;
  readonly size: PictureSize;
  /** Pixels of the generator that become the print. */
  readonly from: PictureSize;
  readonly enlarged: number;
  /** Of several side by side. */
  readonly sheet: SheetLayout | null;
}

/** The dialog that makes prints. */
export interface PrintWords {
  /** On the button that opens it, and at its head. */
  readonly open: string;
  /** On the button, while one is made. */
  readonly underWay: (share: number) => string;
  /** Which pictures. */
  readonly of: string;
  readonly ofWhich: {
    readonly [Of in 'hand' | 'favourites' | 'seeds']: (favourites: number) => string;
  };
  readonly noFavourites: string;
  readonly count: string;
  readonly firstSeed: string;
  readonly as: string;
  readonly packedAs: Readonly<Record<PackedAs, string>>;
  readonly paper: string;
  readonly papers: Readonly<Record<PaperId | 'own', string>>;
  readonly landscape: string;
  readonly width: string;
  readonly height: string;
  readonly unit: string;
  readonly units: Readonly<Record<LengthUnit, string>>;
  readonly dpi: string;
  readonly dpis: (dpi: number | 'own') => string;
  readonly ownDpi: string;
  readonly way: string;
  readonly ways: Readonly<Record<PrintWay, string>>;
  readonly about: Readonly<Record<PrintWay, string>>;
  readonly placing: string;
  readonly placings: Readonly<Record<Placing, string>>;
  readonly times: string;
  readonly timesHelp: (most: number) => string;
  readonly goingOn: string;
  readonly goingsOn: Readonly<Record<GoingOn, string>>;
  readonly variation: string;
  /** A number outside its limits. */
  readonly outside: (least: number, most: number) => string;
  /** What comes of the choice. */
  readonly size: (size: PictureSize) => string;
  readonly comes: (told: PrintTold) => string;
  readonly tooLarge: (pixels: number, most: number) => string;
  readonly sheet: string;
  readonly look: string;
  readonly make: string;
  readonly working: string;
  readonly saved: (size: PictureSize, prints: number) => string;
  readonly file: (title: string, size: PictureSize, dpi: number) => string;
  /** Of a ZIP. */
  readonly archive: (title: string, size: PictureSize, dpi: number) => string;
  /** Pictures, where one would be named. */
  readonly several: (pictures: number) => string;
  /** Written into the file. */
  readonly titleOf: (run: string, epoch: number, picture: string) => string;
  readonly madeOf: (
    told: PrintTold,
    choice: { readonly placing: Placing; readonly goingOn: GoingOn; readonly seed: number },
  ) => string;
}
