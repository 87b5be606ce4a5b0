import { StudioError } from '../contract/errors';
import { LARGEST_STAMP } from '../contract/signature';

/** Width and height of one that says neither (CSS 2, 10.3.2). */
const USUAL = [300, 150] as const;

/**
 * An SVG at the largest size of stamps: it is sharp at any. Browsers draw one as an image without running
 * its scripts or fetching what it links to.
 * @throws StudioError('stamp-unreadable') where it is none.
 */
export async function rasteredSvg(file: File): Promise<OffscreenCanvas> {
  const { name } = file;
  const document = new DOMParser().parseFromString(await file.text(), 'image/svg+xml');
  const svg = document.documentElement;
  if (svg.localName !== 'svg' || document.querySelector('parsererror')) {
    throw new StudioError('stamp-unreadable', { file: name });
  }
  const [wide, high] = sizeOf(svg);
  const times = LARGEST_STAMP / Math.max(wide, high);
  const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * times)));
  // Without a view box a larger size would only be a larger paper.
  if (!svg.hasAttribute('viewBox')) svg.setAttribute('viewBox', `0 0 ${wide} ${high}`);
  // Browsers differ in what they draw of one without sides in pixels.
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const text = new XMLSerializer().serializeToString(document);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(width!, height!);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new StudioError('canvas-missing');
    pen.drawImage(image, 0, 0, width!, height!);
    return canvas;
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError('stamp-unreadable', { file: name }, { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** By its view box, or its sides where they are in pixels. */
function sizeOf(svg: Element): readonly [number, number] {
  const box =
    svg
      .getAttribute('viewBox')
      ?.trim()
      .split(/[\s,]+/)
      .map(Number) ?? [];
  const sides = ['width', 'height'].map((side) => {
    const said = /^\s*([\d.]+)(px)?\s*$/.exec(svg.getAttribute(side) ?? '');
    return said ? Number(said[1]) : 0;
  });
  for (const [width = 0, height = 0] of [box.slice(2), sides]) {
    if (width > 0 && height > 0) return [width, height];
  }
  return USUAL;
}
