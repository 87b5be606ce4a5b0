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

/** The pictures that settings and options ask for. */
export const wantedShape = (wanted: {
  readonly imageSize: number;
  readonly shape: Aspect;
  readonly channels: number;
}): PictureShape => ({ ...sizeOf(wanted.imageSize, wanted.shape), channels: wanted.channels });

export const sameSize = (a: PictureSize, b: PictureSize): boolean =>
  a.height === b.height && a.width === b.width;

export const longerSide = ({ height, width }: PictureSize): number => Math.max(height, width);

/** Numbers of one picture, which are its bytes as uint8. */
export const pictureLength = ({ height, width, channels }: PictureShape): number =>
  height * width * channels;

export const sameShape = (a: PictureShape, b: PictureShape): boolean =>
  sameSize(a, b) && a.channels === b.channels;
