import { StudioError } from '../contract/errors';
import { LARGEST_STAMP, type StampImage } from '../contract/signature';
import { readCanvas } from '../data/pixels/read-back';
import { trimmed } from '../signature/stamp-image';
import type { ReadStamp } from '../store/ports';
import { rasteredSvg } from './stamp-svg';

/** Bytes of a file, at most: photographs of a seal have less. */
const MOST_BYTES = 32_000_000;
const HEAD_BYTES = 1024;

/** An image file as the pixels that are stamped: no larger than needed, without transparent edges. */
export const readStamp: ReadStamp = async (file): Promise<StampImage> => {
  const { name } = file;
  if (file.size > MOST_BYTES) {
    throw new StudioError('stamp-too-large', { file: name, bytes: file.size, most: MOST_BYTES });
  }
  const format = formatOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (typeof OffscreenCanvas === 'undefined') throw new StudioError('canvas-missing');
  if (!format) throw new StudioError('stamp-not-image', { file: name });
  const canvas = format === 'svg' ? await rasteredSvg(file) : await rastered(file);
  const { width, height } = canvas;
  const rgba = new Uint8Array(await readCanvas(canvas));
  const shown = trimmed({ width, height, rgba });
  if (!shown) throw new StudioError('stamp-empty', { file: name });
  return { name, ...shown };
};

type Format = 'png' | 'jpeg' | 'webp' | 'svg';

/** By the file's first bytes; its name may say anything. */
function formatOf(head: Uint8Array): Format | null {
  const text = String.fromCharCode(...head);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  return /^(\xef\xbb\xbf)?\s*<(\?xml|!doctype svg|!--|svg)/i.test(text) ? 'svg' : null;
}

async function rastered(file: File): Promise<OffscreenCanvas> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new StudioError('stamp-unreadable', { file: file.name }, { cause });
  });
  try {
    const { width, height } = bitmap;
    const times = Math.min(1, LARGEST_STAMP / Math.max(width, height));
    const side = (length: number): number => Math.max(1, Math.round(length * times));
    const canvas = new OffscreenCanvas(side(width), side(height));
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new StudioError('canvas-missing');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    bitmap.close();
  }
}
