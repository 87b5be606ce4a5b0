import { has } from '../bytes';
import { readJpegHeader } from '../jpeg';
import { walkJpeg } from '../jpeg-walk';
import { CUT, ENDLESS, whole, withEnd, type Ending } from './ending';

const END = [0xff, 0xd9];

/**
 * A file that ends as JPEG files do is taken at its word here: following the compressed data takes
 * a fifth of the time of decoding it. Where the decoded picture then looks as one does whose data
 * ran out, `jpegIsCut` tells. All others are followed to their ends at once.
 */
export function jpegEnding(bytes: Uint8Array<ArrayBuffer>): Ending {
  const header = readJpegHeader(bytes);
  if (!header || header.scan < 0) return CUT;
  const end = firstEnd(bytes, header.scan);
  if (end >= 0 && endsThere(bytes, end) && header.plain) return whole(bytes);
  const walk = walkJpeg(bytes);
  switch (walk.kind) {
    case 'whole':
      return whole(walk.closed ? bytes : withEnd(bytes, walk.end, END));
    case 'cut':
      return CUT;
    case 'damaged':
      return walk.closed || (end >= 0 && endsThere(bytes, end)) ? whole(bytes) : ENDLESS;
    case 'unknown':
      return end >= 0 ? whole(bytes) : ENDLESS;
  }
}

/** Whether a JPEG's compressed data is known to end before its picture does. Slow. */
export const jpegIsCut = (bytes: Uint8Array): boolean => walkJpeg(bytes).kind === 'cut';

/** Nothing follows, nothing but padding, or another picture, as phones append them (CIPA DC-007). */
function endsThere(bytes: Uint8Array, end: number): boolean {
  const rest = bytes.subarray(end + 2);
  return has(rest, 0, [0xff, 0xd8, 0xff]) || rest.every((byte) => byte === 0 || byte === 0xff);
}

/** The end marker that comes first after a scan began, past other segments; -1 where none does. */
function firstEnd(bytes: Uint8Array, scan: number): number {
  for (let at = bytes.indexOf(0xff, scan); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    if (marker === 0xd9) return at;
    if (marker === undefined) return -1;
    const inData = marker === 0 || (marker >= 0xd0 && marker <= 0xd7);
    // Before further scans come their headers and tables; anything else is not this picture's.
    const segment = marker >= 0xc4 && marker <= 0xfe && !inData;
    if (marker === 0xff) at += 1;
    else if (inData) at += 2;
    else if (segment) at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
    else return -1;
  }
  return -1;
}
