/** The part of a DataTransfer that is read here. */
export type Transfer = Pick<DataTransfer, 'types' | 'files' | 'getData'>;

/** What was dropped, as far as the browser hands it over. */
export type Dropped =
  /** Files or folders, to be walked. */
  | { readonly kind: 'files' }
  /** A picture that came as data within a link or a page. */
  | { readonly kind: 'picture'; readonly file: File }
  /** Nothing that can be taken; what to do instead. */
  | { readonly kind: 'refused'; readonly says: string; readonly hint: string };

/**
 * Tells what a drop holds. Nothing is ever fetched: a picture dragged from another page is taken
 * where the browser gives it as a file or as data, and only then. To be called within the event.
 */
export function readDrop(transfer: Transfer): Dropped {
  if (transfer.files.length > 0) return { kind: 'files' };
  const link = firstLink(transfer.getData('text/uri-list') || transfer.getData('text/x-moz-url'));
  const image = imageIn(transfer.getData('text/html'));
  for (const address of [image, link]) {
    const file = address === null ? null : fileOfData(address);
    if (file) return { kind: 'picture', file };
  }
  if (link !== null && /^file:/i.test(link)) return FILE_ADDRESS;
  if (image !== null || /\.(?:jpe?g|png|webp|avif|gif|bmp|svg)(?:[?#]|$)/i.test(link ?? '')) {
    return PICTURE_ADDRESS;
  }
  if (link !== null) return LINK;
  return transfer.types.some((type) => type.startsWith('text/')) ? TEXT : NOTHING;
}

const WHAT = 'Drop pictures, a folder of them, a ZIP, or a project.';

const FILE_ADDRESS: Dropped = {
  kind: 'refused',
  says: 'This browser tells only where that file lies, and does not hand it over.',
  hint: 'Press "Choose a folder" or "Choose files" in Pictures instead.',
};
const PICTURE_ADDRESS: Dropped = {
  kind: 'refused',
  says: 'The browser hands over only the address of that picture, not the picture.',
  hint: 'Save the picture first (right-click it), then drop the saved file. The studio asks no other site for anything.',
};
const LINK: Dropped = {
  kind: 'refused',
  says: 'That was a link, not a file.',
  hint: 'Save the pictures behind it first, then drop the saved files.',
};
const TEXT: Dropped = { kind: 'refused', says: 'That was text, not a file.', hint: WHAT };
const NOTHING: Dropped = {
  kind: 'refused',
  says: 'The browser handed over nothing of what was dropped.',
  hint: WHAT,
};

/** The first address of a list (RFC 2483: lines that begin with # are remarks). */
function firstLink(list: string): string | null {
  const lines = list.split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? null;
}

/** Source of the first image of a piece of a page. Searched as text: it is never made a page here. */
function imageIn(html: string): string | null {
  const found = /<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(html);
  const source = found?.[1] ?? found?.[2] ?? found?.[3];
  return source === undefined ? null : source.replaceAll('&amp;', '&').trim();
}

/** The picture that a `data:` address holds, or null. */
function fileOfData(address: string): File | null {
  const found = /^data:(image\/[\w.+-]+)((?:;[^,;]*)*),/i.exec(address);
  if (!found) return null;
  const [head, type = '', options = ''] = found;
  const rest = address.slice(head.length);
  try {
    const text = decodeURIComponent(rest);
    const content = /;base64$/i.test(options)
      ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(text);
    return new File([content], 'Dropped picture', { type });
  } catch {
    return null;
  }
}
