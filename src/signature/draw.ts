import { StudioError } from '../contract/errors';
import type { PictureSize } from '../contract/picture-shape';
import { inkOf, type Signature, type SignatureFont, type StampImage } from '../contract/signature';
import type { Turned } from './place';
import { asInk } from './stamp-image';

/** What is on a canvas, uint8 [height, width, 4], not premultiplied; rejects with StudioError where the
 *  browser does not tell. */
export type ReadCanvas = (canvas: OffscreenCanvas) => Promise<Uint8ClampedArray>;

/** Fonts of the system, by what most have. */
const FONTS: Readonly<Record<SignatureFont, string>> = {
  sans: 'system-ui, sans-serif',
  serif: 'ui-serif, Georgia, "Times New Roman", serif',
  hand: '"Segoe Script", "Snell Roundhand", "Bradley Hand", "Brush Script MT", "URW Chancery L", "Z003", cursive',
  mono: 'ui-monospace, Consolas, monospace',
};

/** Pixels of an em at which a text is measured. */
const EM = 100;

/** A stamp before it is turned and enlarged. */
export interface Drawing extends PictureSize {
  /** With its middle at the origin. */
  draw(pen: OffscreenCanvasRenderingContext2D): void;
}

/** @throws StudioError('canvas-missing') where this browser cannot draw beside the page. */
export function drawingOf(signature: Signature): Drawing {
  if (signature.kind === 'text') return textDrawing(signature.text.trim(), signature.font);
  const { image } = signature;
  if (!image) throw new Error('A signature without an image was to be drawn.');
  return imageDrawing(inkOf(signature) === 'own' ? image : asInk(image));
}

function textDrawing(text: string, font: SignatureFont): Drawing {
  const set = (pen: OffscreenCanvasRenderingContext2D): void => {
    pen.font = `${EM}px ${FONTS[font]}`;
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
  };
  const pen = penOf(new OffscreenCanvas(1, 1));
  set(pen);
  const metrics = pen.measureText(text);
  const { actualBoundingBoxLeft: left, actualBoundingBoxAscent: ascent } = metrics;
  // Edges are softened by up to a pixel.
  const width = Math.max(1, left + metrics.actualBoundingBoxRight) + 2;
  const height = Math.max(1, ascent + metrics.actualBoundingBoxDescent) + 2;
  return {
    width,
    height,
    draw(pen) {
      set(pen);
      pen.fillText(text, 1 - width / 2 + left, 1 - height / 2 + ascent);
    },
  };
}

function imageDrawing({ width, height, rgba }: Omit<StampImage, 'name'>): Drawing {
  const canvas = new OffscreenCanvas(width, height);
  penOf(canvas).putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return { width, height, draw: (pen) => drawSmaller(pen, canvas) };
}

/** Half by half: what is made much smaller in one go keeps but some of its pixels. */
function drawSmaller(pen: OffscreenCanvasRenderingContext2D, image: OffscreenCanvas): void {
  const { width, height } = image;
  const { a, b } = pen.getTransform();
  let small = image;
  for (let scale = Math.hypot(a, b); scale < 0.5 && Math.min(small.width, small.height) > 1;) {
    const half = new OffscreenCanvas(Math.ceil(small.width / 2), Math.ceil(small.height / 2));
    penOf(half).drawImage(small, 0, 0, half.width, half.height);
    [small, scale] = [half, scale * 2];
  }
  pen.drawImage(small, -width / 2, -height / 2, width, height);
}

/** A stamp as large and turned as it is in a picture, uint8 [height, width, 4]; black where it is ink. */
export async function drawTurned(
  drawing: Drawing,
  { width, height, scale }: Turned,
  angle: number,
  read: ReadCanvas,
): Promise<Uint8ClampedArray> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = penOf(canvas);
  pen.translate(width / 2, height / 2);
  pen.rotate((angle * Math.PI) / 180);
  pen.scale(scale, scale);
  drawing.draw(pen);
  return await read(canvas);
}

function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new StudioError('canvas-missing');
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = 'high';
  return pen;
}

/** For where a canvas can be believed, or nothing is kept of what it tells. */
export const readPlainly: ReadCanvas = (canvas) =>
  Promise.resolve(penOf(canvas).getImageData(0, 0, canvas.width, canvas.height).data);
