import { StudioError } from '../contract/errors';
import type { Place } from '../contract/errors/records';
import { LIMITS } from './limits';

/**
 * JSON out of a file. Its size was limited before it was unpacked; its depth is limited here, since
 * whatever walks it later may walk by recursion.
 * @throws StudioError `file-unreadable`.
 */
export function parseJson(bytes: Uint8Array, where: Place): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new StudioError('file-part-not-text', { place: where }, { cause });
  }
  if (depthOf(text) > LIMITS.jsonDepth) {
    throw new StudioError('file-part-too-deep', { place: where, most: LIMITS.jsonDepth });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new StudioError('file-part-not-json', { place: where }, { cause });
  }
}

/** The deepest nesting of brackets outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
