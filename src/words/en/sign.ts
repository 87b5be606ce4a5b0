import type { SignWords } from '../explore';
import { count, percent } from '../format';

/** The dialog in which a signature is made. */
export const sign: SignWords = {
  open: 'Sign',
  on: 'Sign what I download',
  onHelp:
    'Every picture, print, contact sheet, grid of samples and film is signed once. What the studio shows stays as it is.',
  note: 'It will be signed.',
  nothing: {
    text: 'Write a text to sign with.',
    image: 'Choose an image to sign with.',
  },
  kind: 'Sign with',
  kinds: { text: 'A text', image: 'An image' },
  text: 'Text',
  font: 'Font',
  fonts: { hand: 'Handwriting', sans: 'Sans serif', serif: 'Serif', mono: 'Typewriter' },
  image: 'Image',
  imageHelp: 'PNG, JPEG, WebP or SVG. It stays on this computer.',
  choose: 'Choose an image',
  chosen: (name, width, height) => `${name}, ${count(width)} × ${count(height)} pixels`,
  place: 'Place',
  places: {
    'bottom-right': 'Bottom right',
    'bottom-left': 'Bottom left',
    'top-right': 'Top right',
    'top-left': 'Top left',
    random: 'Random place',
  },
  placeHelp: {
    corner: 'The same corner of every picture.',
    random: 'Another place in each picture, and always the same in the same picture.',
  },
  margin: 'Margin',
  size: 'Size',
  angle: 'Angle',
  degrees: (angle) => `${count(angle)}°`,
  ink: 'Ink',
  inks: {
    picture: 'From the picture',
    chosen: 'A colour I choose',
    own: 'Its own colours',
  },
  inkHelp: {
    picture:
      'The darkest or the lightest of its own colours, whichever is clearer where the stamp lies.',
    chosen: 'The same colour on every picture.',
    own: 'The image as it is.',
  },
  colour: 'Colour',
  opacity: 'Opacity',
  preview: (origin) => `${origin}, signed`,
  previewHelp: 'The picture in hand, or the first of the wall, as it will be downloaded.',
  share: (share) => percent(share),
};
