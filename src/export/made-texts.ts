import { madeText, readMade, type MadePicture } from '../contract/made-picture';
import { readPngTexts, type PngText } from './png-texts';

/** The keyword under which a picture says what made it. */
const KEYWORD = 'atelier';

/** Texts of a PNG [PICT1]: who wrote it, how it is called, and what made it, where that is known;
 *  then `more`. */
export const madeTexts = (
  title: string,
  made: MadePicture | null,
  more: readonly PngText[] = [],
): PngText[] => [
  { keyword: 'Software', text: 'Atelier' },
  { keyword: 'Title', text: title },
  ...(made ? [{ keyword: KEYWORD, text: madeText(made) }] : []),
  ...more,
];

/** What else there is to tell of a PNG, as other programs show it. */
export const describing = (text: string): PngText => ({ keyword: 'Description', text });

/** What made a picture, by its file or the beginning of it; null where it does not say. */
export function madeOfPng(bytes: Uint8Array): MadePicture | null {
  const text = readPngTexts(bytes).find(({ keyword }) => keyword === KEYWORD);
  return text ? readMade(text.text) : null;
}
