import { uniform } from '../../contract/random';
import type { SampleRecord } from '../../contract/records';

/** Small landscapes of a few bands, so that the pages can be looked at with pictures in them. */
export function paintedPixels(index: number, size: number, noise = 0): Uint8Array<ArrayBuffer> {
  const u = uniform(7, 9, index, 16);
  const grain = noise > 0 ? uniform(7, 10, index, size * size * 3) : null;
  const horizon = 0.35 + 0.3 * u[0]!;
  const sun = { x: 0.15 + 0.7 * u[1]!, y: 0.12 + 0.2 * u[2]!, r: 0.05 + 0.06 * u[3]! };
  const hue = (from: number, spread: number, at: number) => from + spread * u[at]!;
  const pixels = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fx = x / size;
      const fy = y / size;
      const hill = horizon + 0.08 * Math.sin(6 * fx * (1 + u[4]!) + 9 * u[5]!);
      const near = hill + 0.18 + 0.06 * Math.sin(9 * fx + 7 * u[6]!);
      let colour = [hue(150, 80, 7) + 60 * fy, hue(170, 50, 8), hue(200, 50, 9) - 40 * fy];
      if ((fx - sun.x) ** 2 + (fy - sun.y) ** 2 < sun.r ** 2) colour = [250, 226, 150];
      if (fy > hill) colour = [hue(70, 70, 10), hue(90, 60, 11), hue(80, 70, 12)];
      if (fy > near) colour = [hue(60, 120, 13), hue(70, 90, 14), hue(30, 50, 15)];
      for (let c = 0; c < 3; c++) {
        const i = (y * size + x) * 3 + c;
        pixels[i] = (1 - noise) * colour[c]! + noise * 255 * (grain?.[i] ?? 0);
      }
    }
  }
  return pixels;
}

/** A grid as a run would keep it: noise at epoch 0, pictures at the end. */
export async function paintedSample(
  epoch: number,
  epochs: number,
  step: number,
): Promise<SampleRecord> {
  const [columns, imageSize] = [8, 64];
  const canvas = new OffscreenCanvas(columns * imageSize, columns * imageSize);
  const context = canvas.getContext('2d')!;
  const noise = 1 - Math.min(1, Math.sqrt(epoch / epochs));
  for (let i = 0; i < columns * columns; i++) {
    const rgb = paintedPixels(1000 + i, imageSize, noise);
    const image = new ImageData(imageSize, imageSize);
    for (let p = 0; p < imageSize * imageSize; p++) {
      image.data.set([rgb[3 * p]!, rgb[3 * p + 1]!, rgb[3 * p + 2]!, 255], 4 * p);
    }
    context.putImageData(image, (i % columns) * imageSize, Math.floor(i / columns) * imageSize);
  }
  return {
    runId: 'run',
    epoch,
    step,
    columns,
    rows: columns,
    count: columns * columns,
    shape: { height: imageSize, width: imageSize },
    image: await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 }),
    scores: Float32Array.from(uniform(3, 9, epoch, columns * columns)),
  };
}
