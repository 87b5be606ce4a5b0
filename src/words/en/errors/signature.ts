import type { SignatureErrors } from '../../../contract/errors/signature';
import { bytes } from '../../format';
import type { ErrorTexts } from '../../errors';

const CHOOSE = 'Choose a PNG, JPEG, WebP or SVG file.';

export const signature: ErrorTexts<SignatureErrors> = {
  'pixels-kept-back': {
    message:
      'The stamp cannot be drawn: this browser keeps back what a page draws, to keep people from being recognised.',
    hint: 'Turn privacy.resistFingerprinting off and reload the page, or switch signing off.',
  },
  'stamp-not-image': ({ file }) => ({
    message: `"${file}" is no image to sign with; a PNG, JPEG, WebP or SVG file was expected.`,
    hint: CHOOSE,
  }),
  'stamp-unreadable': ({ file }) => ({
    message: `"${file}" cannot be read as an image: it is damaged, or cut short.`,
    hint: `Save it anew, or choose another file. ${CHOOSE}`,
  }),
  'stamp-too-large': ({ file, bytes: found, most }) => ({
    message: `"${file}" has ${bytes(found)}; a stamp has ${bytes(most)} at most.`,
    hint: 'Save it smaller, then choose it again.',
  }),
  'stamp-empty': ({ file }) => ({
    message: `All of "${file}" is transparent: nothing of it would be seen.`,
    hint: 'Choose an image that shows something.',
  }),
};
