import type { DropRefusal, Dropped } from '../../contract/intake';
import { listFiles } from './list-files';
import { walkDrop } from './walk-drop';
import { words } from '../../words';

/**
 * What a drop holds: files and folders, which are walked, or a picture that came as data within a link
 * or a page. Nothing is ever fetched: a picture dragged from another page is taken where the browser
 * gives it, and only then. To be called within the event, for a transfer is empty afterwards.
 */
export function readDrop(transfer: DataTransfer): Dropped {
  if (transfer.files.length > 0) {
    const [file, ...others] = transfer.files;
    const lone = file && others.length === 0 ? { lone: file } : {};
    return { kind: 'files', files: walkDrop(transfer), projects: namedProjects(transfer), ...lone };
  }
  const link = firstLink(transfer.getData('text/uri-list') || transfer.getData('text/x-moz-url'));
  const image = imageIn(transfer.getData('text/html'));
  for (const address of [image, link]) {
    const file = address === null ? null : fileOfData(address);
    if (file) return { kind: 'files', files: Promise.resolve(listFiles([file])), projects: false };
  }
  return { kind: 'refused', why: refusal(transfer, link, image) };
}

/** Whether all that is dropped bears the name of a project. */
const namedProjects = ({ files }: DataTransfer): boolean =>
  [...files].every(({ name }) => /\.atelier$/i.test(name));

function refusal(transfer: DataTransfer, link: string | null, image: string | null): DropRefusal {
  if (link !== null && /^file:/i.test(link)) return 'fileAddress';
  if (image !== null || /\.(?:jpe?g|png|webp|avif|gif|bmp|svg)(?:[?#]|$)/i.test(link ?? '')) {
    return 'pictureAddress';
  }
  if (link !== null) return 'link';
  return transfer.types.some((type) => type.startsWith('text/')) ? 'text' : 'nothing';
}

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
    return new File([content], words().pictures.droppedPicture, { type });
  } catch {
    return null;
  }
}
