/** Drawn at this size where an SVG states none, as browsers do (CSS 2.1, 10.3.2). */
const FALLBACK = { width: 300, height: 150 };

const ROOT = /<(?:[\w-]+:)?svg(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>/;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  em: 16,
  ex: 8,
};

const attribute = (tag: string, name: string): string | undefined => {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2];
};

/** A length in CSS pixels; undefined for percentages and what is no length. */
function length(text: string | undefined): number | undefined {
  const match = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '');
  const unit = match && UNITS[match[2]!.toLowerCase()];
  const value = match && unit ? Number(match[1]) * unit : 0;
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

export interface SvgSize {
  readonly width: number;
  readonly height: number;
}

/** The natural size in CSS pixels; null where the text has no whole root element. */
export function readSvgSize(text: string): SvgSize | null {
  const tag = ROOT.exec(text)?.[0];
  if (tag === undefined) return null;
  const width = length(attribute(tag, 'width'));
  const height = length(attribute(tag, 'height'));
  if (width && height) return { width, height };
  const box = (attribute(tag, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const boxWidth = box[2] ?? 0;
  const boxHeight = box[3] ?? 0;
  if (!(boxWidth > 0 && boxHeight > 0)) {
    return { width: width ?? FALLBACK.width, height: height ?? FALLBACK.height };
  }
  if (width) return { width, height: (width * boxHeight) / boxWidth };
  if (height) return { width: (height * boxWidth) / boxHeight, height };
  return { width: boxWidth, height: boxHeight };
}

/**
 * The same drawing, to be drawn at `width` by `height` pixels: its root element says so, and keeps
 * its contents' scale by a viewBox. Not all browsers draw an SVG that states no size.
 */
export function resizeSvg(text: string, natural: SvgSize, width: number, height: number): string {
  return text.replace(ROOT, (tag) => {
    const box = attribute(tag, 'viewBox');
    const bare = tag.replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
    const added =
      ` width="${width}" height="${height}"` +
      (box === undefined ? ` viewBox="0 0 ${natural.width} ${natural.height}"` : '');
    return bare.replace(/\/?>$/, (end) => `${added}${end}`);
  });
}
