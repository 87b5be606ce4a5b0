import { toLines } from '../artwork/base64';
import { sha256 } from '../contract/sha256';

/** A text as it stands in a page, between tags or in quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** As a policy names a script or a style that it allows. */
export async function hashOf(text: string): Promise<string> {
  const digest = await sha256(new TextEncoder().encode(text));
  return `'sha256-${toLines(digest).join('')}'`;
}

/** An image within a page. */
export async function dataUrl(image: Blob): Promise<string> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  // Lines of base64 are whole by themselves, and their lengths are multiples of four: they join.
  return `data:${image.type};base64,${toLines(bytes).join('')}`;
}
