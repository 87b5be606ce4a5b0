/** Where a stamp lies in a picture. */
export const SIGNATURE_PLACES = [
  'bottom-right',
  'bottom-left',
  'top-right',
  'top-left',
  'random',
] as const;
export type SignaturePlace = (typeof SIGNATURE_PLACES)[number];

export const SIGNATURE_FONTS = ['sans', 'serif', 'hand', 'mono'] as const;
export type SignatureFont = (typeof SIGNATURE_FONTS)[number];

/** `own`: an image as it is. Texts have no colours of their own. */
export const SIGNATURE_INKS = ['picture', 'chosen', 'own'] as const;
export type SignatureInk = (typeof SIGNATURE_INKS)[number];

export const SIGNATURE_KINDS = ['text', 'image'] as const;
export type SignatureKind = (typeof SIGNATURE_KINDS)[number];

/** An image to stamp with, as pixels: whoever signs needs no decoder. */
export interface StampImage {
  /** Of the file that it came from. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** uint8 [height, width, 4], sRGB, not premultiplied. */
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/** How the artist signs, and whether what is taken away is signed. */
export interface Signature {
  readonly on: boolean;
  readonly kind: SignatureKind;
  readonly text: string;
  readonly font: SignatureFont;
  readonly image: StampImage | null;
  readonly place: SignaturePlace;
  /** From the picture's edges, as a share of its shorter side. */
  readonly margin: number;
  /** Longer side of the stamp before it is turned, as a share of the picture's shorter side. */
  readonly size: number;
  /** Degrees, clockwise. */
  readonly angle: number;
  readonly ink: SignatureInk;
  /** `#rrggbb`. */
  readonly colour: string;
  /** 1 hides what is under it. */
  readonly opacity: number;
}

export const SIGNATURE_LIMITS = {
  margin: { min: 0, max: 0.25 },
  size: { min: 0.05, max: 1 },
  angle: { min: -180, max: 180 },
  opacity: { min: 0.05, max: 1 },
} as const;

/** Characters of a text. */
export const LONGEST_SIGNATURE = 100;
/** Longer side of a stamp's image in pixels, at most: 4 MB. */
export const LARGEST_STAMP = 1024;
export const COLOUR = /^#[0-9a-f]{6}$/;

export const FIRST_SIGNATURE: Signature = {
  on: false,
  kind: 'text',
  text: '',
  font: 'hand',
  image: null,
  place: 'bottom-right',
  margin: 0.04,
  size: 0.3,
  angle: 0,
  ink: 'picture',
  colour: '#000000',
  opacity: 0.9,
};

/** Whether there is anything to stamp with. */
export const stamps = ({ kind, text, image }: Signature): boolean =>
  kind === 'text' ? text.trim() !== '' : image !== null;

/** What it is inked with: a text, which has no colours of its own, from the picture instead. */
export const inkOf = ({ kind, ink }: Signature): SignatureInk =>
  kind === 'text' && ink === 'own' ? 'picture' : ink;

/** How a signature is told of in a file: its text, or its image's name. */
export const signatureName = ({ kind, text, image }: Signature): string =>
  kind === 'text' ? text.trim() : (image?.name ?? '');
