import { BlobReader, BlobWriter, ZipReader } from '@zip.js/zip.js';
import { describe, expect, it, vi } from 'vitest';
import type { GeneratedPicture } from '../contract/events';
import { aRun, aSample } from '../testing/records';
import { exporterWith } from './exporter';

/** What only a browser has: image decoding and canvases. */

async function filesOf(archive: Blob): Promise<Map<string, Blob>> {
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  const files = new Map<string, Blob>();
  for (const entry of await reader.getEntries()) {
    if (!entry.directory)
      files.set(entry.filename, await entry.getData(new BlobWriter('image/png')));
  }
  return files;
}

/** uint8 RGBA of an image, straight from its own bytes. */
async function pixels(image: Blob): Promise<{ size: number; rgba: number[] }> {
  const head = new Uint8Array(await image.slice(0, 8).arrayBuffer());
  expect([...head]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bitmap = await createImageBitmap(image);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  return {
    size: bitmap.width,
    rgba: [...pen.getImageData(0, 0, bitmap.width, bitmap.height).data],
  };
}

async function aGrid(fill: string, type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(16, 16);
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, 16, 16);
  const blob = await canvas.convertToBlob({ type, quality: 1 });
  expect(blob.type).toBe(type);
  return blob;
}

/** A gradient of opaque pixels. */
const aPicture = (index: number): GeneratedPicture => ({
  index,
  rgba: Uint8ClampedArray.from({ length: 4 * 4 * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (i * 3 + index) % 256,
  ),
});

const exporter = exporterWith(() => Promise.resolve(null));
const quiet = (): void => undefined;
const never = new AbortController().signal;

describe('downloads in a real browser', () => {
  it('[OUT2] turns WebP grids into PNGs of the same pictures, one ZIP', async () => {
    const progress = vi.fn();
    const samples = [
      aSample('run', 0, 0, { image: await aGrid('#ff0000', 'image/png') }),
      aSample('run', 1, 10, { image: await aGrid('#3060c0', 'image/webp') }),
      aSample('run', 1, 13, { image: await aGrid('#ffffff', 'image/webp') }),
    ];
    const { name, blob } = await exporter(
      // Ten steps an epoch.
      {
        type: 'samples',
        source: { run: aRun('run', { name: 'a/b', datasetCount: 640 }), samples },
      },
      progress,
      never,
    );
    expect(name).toBe('a b, samples.zip');
    expect(progress.mock.calls).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const files = await filesOf(blob);
    expect([...files.keys()]).toEqual([
      'image_at_epoch_0000.png',
      'image_at_epoch_0001.png',
      'image_at_epoch_0001_step_000013.png',
    ]);
    const { size, rgba } = await pixels(files.get('image_at_epoch_0001.png')!);
    expect(size).toBe(16);
    for (const [i, value] of [0x30, 0x60, 0xc0, 255].entries()) {
      // WebP at full quality still rounds through YUV.
      expect(Math.abs(rgba[i]! - value)).toBeLessThanOrEqual(4);
    }
  });

  it('[OUT3] keeps every pixel of new pictures', async () => {
    const one = await exporter(
      {
        type: 'picture',
        source: {
          title: 'run, epoch 3, seed 1, picture 1',
          shape: { height: 4, width: 4 },
          pictures: [{ ...aPicture(0), made: null }],
        },
      },
      quiet,
      never,
    );
    expect(one.name).toBe('run, epoch 3, seed 1, picture 1.png');
    expect(await pixels(one.blob)).toEqual({ size: 4, rgba: [...aPicture(0).rgba] });

    const { name, blob } = await exporter(
      {
        type: 'pictures',
        source: {
          title: 'run',
          shape: { height: 4, width: 4 },
          pictures: [aPicture(0), aPicture(11)].map((one) => ({ ...one, made: null })),
        },
      },
      quiet,
      never,
    );
    expect(name).toBe('run.zip');
    const files = await filesOf(blob);
    expect([...files.keys()]).toEqual(['picture_001.png', 'picture_012.png']);
    expect((await pixels(files.get('picture_012.png')!)).rgba).toEqual([...aPicture(11).rgba]);
  });

  it('[OUT4] is cancelled in the middle of many pictures', async () => {
    const many = Array.from({ length: 64 }, (_, i) => ({
      index: i,
      made: null,
      rgba: new Uint8ClampedArray(256 * 256 * 4).map((_, j) => (i + j * 7) & 255),
    }));
    const abort = new AbortController();
    const notified: number[] = [];
    const progress = (done: number): void => {
      notified.push(done);
      if (done === 2) abort.abort();
    };
    const coming = exporter(
      {
        type: 'pictures',
        source: { title: 'run', shape: { height: 256, width: 256 }, pictures: many },
      },
      progress,
      abort.signal,
    );
    await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(notified).toEqual([0, 1, 2]);
  });
});
