import {
  COLOUR,
  LARGEST_STAMP,
  LONGEST_SIGNATURE,
  SIGNATURE_FONTS,
  SIGNATURE_INKS,
  SIGNATURE_KINDS,
  SIGNATURE_LIMITS,
  SIGNATURE_PLACES,
  type Signature,
  type StampImage,
} from '../contract/signature';
import {
  bytes,
  matching,
  nullable,
  oneOf,
  refuse,
  shape,
  text,
  whole,
  within,
  yesOrNo,
  type Check,
} from './check';
import { one } from './restore';

const limited = ({ min, max }: { readonly min: number; readonly max: number }): Check<number> =>
  within(min, max);

const side = whole(1, LARGEST_STAMP);
const fields = shape<StampImage>({ name: text, width: side, height: side, rgba: bytes });

/** As many bytes as its sides say. */
const image: Check<StampImage> = (value, where) => {
  const found = fields(value, where);
  const count = found.width * found.height * 4;
  if (found.rgba.length === count) return found;
  return refuse(`${where}, rgba`, { is: 'numbers-of', count }, found.rgba.length);
};

const signedText: Check<string> = (value, where) => {
  const found = text(value, where);
  if (found.length <= LONGEST_SIGNATURE) return found;
  return refuse(where, { is: 'text-up-to', most: LONGEST_SIGNATURE }, found.length);
};

const signature = shape<Signature>({
  on: yesOrNo,
  kind: oneOf(SIGNATURE_KINDS),
  text: signedText,
  font: oneOf(SIGNATURE_FONTS),
  image: nullable(image),
  place: oneOf(SIGNATURE_PLACES),
  margin: limited(SIGNATURE_LIMITS.margin),
  size: limited(SIGNATURE_LIMITS.size),
  angle: limited(SIGNATURE_LIMITS.angle),
  ink: oneOf(SIGNATURE_INKS),
  colour: matching(COLOUR, 'colour'),
  opacity: limited(SIGNATURE_LIMITS.opacity),
});

export const restoreSignature = one(signature, 'signature', 'unexpected');
