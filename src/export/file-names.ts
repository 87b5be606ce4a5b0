/** What Windows, macOS or Linux refuse or treat specially in file names; control characters,
 *  invisible ones and those that turn the direction of writing; halves of surrogate pairs and
 *  code points that are no characters. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Names that Windows keeps for devices, with any ending, even after spaces; it reads the raised
 *  digits 1 to 3 as digits. */
const RESERVED = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/i;

/** File systems take 255 units a name: characters on Windows and macOS, bytes of UTF-8 on Linux.
 *  What is left is for the words and the ending that follow. */
const LONGEST = { characters: 100, bytes: 200 };

/** The longest beginning of `text` that is short enough, no character cut. */
function cut(text: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  const kept = [...text].slice(0, LONGEST.characters).filter((character) => {
    bytes += encoder.encode(character).length;
    return bytes <= LONGEST.bytes;
  });
  return kept.join('');
}

/**
 * `text` as the beginning of a file name that is good on Windows, macOS and Linux [SAFE2]: at most
 * 100 characters and 200 bytes of UTF-8, never empty. Words of our own and an ending may follow, of
 * up to 55 bytes.
 */
export function safeFileName(text: string): string {
  const clean = text.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ');
  // Windows drops dots and spaces at the end; a dot at the beginning hides the file elsewhere.
  const trimmed = cut(clean.replace(/^[. ]+/, '')).replace(/[. ]+$/, '');
  if (!trimmed) return 'atelier';
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
}
