/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. Bad bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** What may stand before the root element: declarations, comments, a document type. */
const PROLOGUE = /^(?:\s+|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg[^[>]*(?:\[[^\]]*\])?\s*>)+/i;

/** Tells text apart from other bytes, and SVG and web pages from other text. */
export function sniffText(head: Uint8Array): 'svg' | 'html' | 'text' | null {
  const text = decodeText(head);
  // Control characters other than white space, and bytes that are no UTF-8, are not text; the
  // very end may have been cut within a character.
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) || text.slice(0, -4).includes('\ufffd')) {
    return null;
  }
  const body = text.replace(PROLOGUE, '');
  if (/^<(?:\w+:)?svg[\s/>]/.test(body)) return 'svg';
  if (/^<(?:!doctype html|html|head|body|script|title|meta)\b/i.test(body)) return 'html';
  // A long prologue may hide the root element from what was read.
  if (/^<(?:\?xml|!--|!doctype svg)/i.test(body) && /<svg[\s>]/.test(text)) return 'svg';
  return 'text';
}
