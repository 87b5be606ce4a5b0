/** Height and width in pixels. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

/** What a picture is as numbers: uint8 or float32 [height, width, channels], row-major. */
export interface PictureShape extends PictureSize {
  /** 1 for grey, 3 for red, green, blue. */
  readonly channels: number;
}

export const squarePictures = (edge: number, channels: number): PictureShape => ({
  height: edge,
  width: edge,
  channels,
});

/** Proportions, width to height. */
export const ASPECTS = ['square', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** What a person chooses from: proportions at an image size, or sides of their own. */
export const SHAPES = [...ASPECTS, 'custom'] as const;
export type ShapeChoice = (typeof SHAPES)[number];

/** What sides of a person's own may be, in pixels: nets double a small grid at least four times. */
export const SIDES = { min: 16, max: 1024, multiple: 16 } as const;

/** What settings and options say of the size of pictures. */
export interface SizeChoice {
  /** Edge in pixels of the square with about as many pixels; not asked where the shape is custom. */
  readonly imageSize: number;
  readonly shape: ShapeChoice;
  /** Sides in pixels, asked where the shape is custom alone. */
  readonly pictureWidth: number;
  readonly pictureHeight: number;
}

/**
 * Sides of each shape in quarters of the image size: those within 2 % of the proportions whose area is
 * nearest to the square's. Quarters, because nets double a small grid until it is the picture.
 */
const QUARTERS: Readonly<Record<Aspect, PictureSize>> = {
  square: { width: 4, height: 4 },
  '4:3': { width: 4, height: 3 },
  '3:4': { width: 3, height: 4 },
  '3:2': { width: 6, height: 4 },
  '2:3': { width: 4, height: 6 },
  '16:9': { width: 7, height: 4 },
  '9:16': { width: 4, height: 7 },
};

/** Pictures of a shape at an image size, a multiple of 4: 64 and 3:2 are 96 by 64 pixels. */
export function sizeOf(imageSize: number, aspect: Aspect): PictureSize {
  const { width, height } = QUARTERS[aspect];
  return { width: (width * imageSize) / 4, height: (height * imageSize) / 4 };
}

/** The image size and the shape of pictures, where they are one of those above. */
export function aspectOf(size: PictureSize): { imageSize: number; aspect: Aspect } | null {
  for (const aspect of ASPECTS) {
    const { width, height } = QUARTERS[aspect];
    if (size.width * height !== size.height * width) continue;
    return { imageSize: (4 * size.width) / width, aspect };
  }
  return null;
}

/** What they say of it, without all else. */
export const sizeChoice = (from: SizeChoice): SizeChoice => ({
  imageSize: from.imageSize,
  shape: from.shape,
  pictureWidth: from.pictureWidth,
  pictureHeight: from.pictureHeight,
});

/** The size of the pictures that settings and options ask for. */
export const wantedSize = (wanted: SizeChoice): PictureSize =>
  wanted.shape === 'custom'
    ? { width: wanted.pictureWidth, height: wanted.pictureHeight }
    : sizeOf(wanted.imageSize, wanted.shape);

/** The pictures that settings and options ask for. */
export const wantedShape = (wanted: SizeChoice & { readonly channels: number }): PictureShape => ({
  ...wantedSize(wanted),
  channels: wanted.channels,
});

/** Edge in pixels of the square with about as many pixels as what is asked for. */
export const edgeOf = (wanted: SizeChoice): number =>
  wanted.shape === 'custom'
    ? Math.sqrt(wanted.pictureWidth * wanted.pictureHeight)
    : wanted.imageSize;

export const sameSize = (a: PictureSize, b: PictureSize): boolean =>
  a.height === b.height && a.width === b.width;

export const longerSide = ({ height, width }: PictureSize): number => Math.max(height, width);

/** Numbers of one picture, which are its bytes as uint8. */
export const pictureLength = ({ height, width, channels }: PictureShape): number =>
  height * width * channels;

export const sameShape = (a: PictureShape, b: PictureShape): boolean =>
  sameSize(a, b) && a.channels === b.channels;
