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

/** The pictures that settings and options ask for; both speak of an edge, for they are square. */
export const wantedShape = (wanted: {
  readonly imageSize: number;
  readonly channels: number;
}): PictureShape => squarePictures(wanted.imageSize, wanted.channels);

/** Numbers of one picture, which are its bytes as uint8. */
export const pictureLength = ({ height, width, channels }: PictureShape): number =>
  height * width * channels;

export const sameShape = (a: PictureShape, b: PictureShape): boolean =>
  a.height === b.height && a.width === b.width && a.channels === b.channels;
