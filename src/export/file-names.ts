/** What Windows, macOS or Linux refuse or treat specially in file names; control characters,
 *  invisible ones and those that turn the direction of writing; halves of surrogate pairs. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const LONGEST = 100;

/** `text` as a file name without its ending, good on Windows, macOS and Linux. */
export function safeFileName(text: string): string {
  const clean = text.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ');
  const short = [...clean.trim()].slice(0, LONGEST).join('');
  // Windows drops dots and spaces at the end; a dot at the beginning hides the file elsewhere.
  const trimmed = short.replace(/^[. ]+|[. ]+$/g, '');
  if (!trimmed) return 'atelier';
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
}
