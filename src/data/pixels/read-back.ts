import { StudioError } from '../../contract/errors';

/**
 * How pixels can be read from what the browser decoded, in this thread:
 * - `canvas`: through a canvas, which gives back what was drawn on it;
 * - `frame`: canvases give back noise, or nothing; video frames give back what they hold;
 * - `none`: neither can be believed.
 *
 * Browsers that keep pages from recognising people (Firefox with privacy.resistFingerprinting, Tor
 * Browser, Brave) put noise into what a canvas gives back, and do not say so.
 */
export type ReadBack = 'canvas' | 'frame' | 'none';

/** Small; noise that spares some pixels meets many. No edge of it is a multiple of 16. */
const EDGE = 60;

/** Whether frames of canvases hold colours multiplied by their alpha; browsers differ. */
let premultiplied = false;

let known: Promise<ReadBack> | null = null;

/** Tested once a thread, by drawing known pixels and reading them back. */
export const readBack = (): Promise<ReadBack> => (known ??= test());

/** Tests anew at the next call. */
export const forgetReadBack = (): void => {
  known = null;
  premultiplied = false;
};

async function test(): Promise<ReadBack> {
  // Missing is another matter, which is said where one is needed.
  if (typeof OffscreenCanvas === 'undefined') return 'canvas';
  const pattern = new ImageData(EDGE, EDGE);
  // Not plain: some browsers spare canvases of one colour.
  pattern.data.forEach(
    (_, i, data) => (data[i] = i % 4 === 3 ? 255 : (i * 37 + (i >> 6) * 11) & 255),
  );
  if (throughCanvas(pattern)) return 'canvas';
  return (await throughFrame(pattern)) ? 'frame' : 'none';
}

function throughCanvas(pattern: ImageData): boolean {
  try {
    const canvas = new OffscreenCanvas(EDGE, EDGE);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.putImageData(pattern, 0, 0);
    return equal(context?.getImageData(0, 0, EDGE, EDGE).data, pattern.data);
  } catch {
    return false;
  }
}

async function throughFrame(pattern: ImageData): Promise<boolean> {
  try {
    const canvas = new OffscreenCanvas(EDGE, EDGE);
    const context = canvas.getContext('2d');
    context?.putImageData(pattern, 0, 0);
    if (!equal(await readFrame(canvas), pattern.data)) return false;
    context?.clearRect(0, 0, EDGE, EDGE);
    context?.putImageData(new ImageData(Uint8ClampedArray.of(255, 255, 255, 128), 1), 0, 0);
    premultiplied = (await readFrame(canvas))[0]! < 192;
    return true;
  } catch {
    return false;
  }
}

const equal = (found: ArrayLike<number> | undefined, wanted: Uint8ClampedArray): boolean =>
  found?.length === wanted.length && wanted.every((value, i) => value === found[i]);

/**
 * What is on a canvas, by way of a video frame.
 * @returns uint8 RGBA, [height, width, 4], sRGB, not premultiplied.
 */
export async function readFrame(canvas: OffscreenCanvas): Promise<Uint8ClampedArray> {
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  try {
    const options = { format: 'RGBA', colorSpace: 'srgb' } as const;
    const rgba = new Uint8ClampedArray(frame.allocationSize(options));
    await frame.copyTo(rgba, options);
    if (premultiplied) divideByAlpha(rgba);
    return rgba;
  } finally {
    frame.close();
  }
}

/**
 * What is on a canvas, by whichever way can be believed here.
 * @returns uint8 RGBA, [height, width, 4], sRGB, not premultiplied.
 * @throws StudioError('pixels-kept-back') where neither can.
 */
export async function readCanvas(canvas: OffscreenCanvas): Promise<Uint8ClampedArray> {
  const way = await readBack();
  if (way === 'none') throw new StudioError('pixels-kept-back');
  if (way === 'frame') return await readFrame(canvas);
  const context = canvas.getContext('2d');
  if (!context) throw new StudioError('canvas-missing');
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

function divideByAlpha(rgba: Uint8ClampedArray): void {
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3]!;
    if (alpha === 255 || alpha === 0) continue;
    for (let c = i; c < i + 3; c++) rgba[c] = (rgba[c]! * 255) / alpha;
  }
}
