import { expect, it } from 'vitest';
import type { PrintOrder } from '../contract/print';
import { FIRST_SIGNATURE } from '../contract/signature';
import { readCanvas } from '../data/pixels/read-back';
import { readPngTexts } from '../export/png-texts';
import { makePrint } from './printing';

const SIZE = { width: 300, height: 420 };

const order = (text: string | null): PrintOrder => ({
  type: 'print',
  size: SIZE,
  dpi: 150,
  title: 'A print',
  description: 'Enlarged.',
  made: null,
  signature: text === null ? null : { ...FIRST_SIGNATURE, on: true, text },
  source: {
    way: 'enlarge',
    shape: { width: 3, height: 3, channels: 1 },
    rgba: Uint8ClampedArray.from({ length: 36 }, (_, i) =>
      i % 4 === 3 ? 255 : 60 + 20 * (i >> 2),
    ),
    placing: 'border',
  },
});

async function printed(text: string | null) {
  const told: number[] = [];
  const blob = await makePrint(order(text), {
    openStorage: () => Promise.reject(new Error('Nothing is stored.')),
    openEngine: () => Promise.reject(new Error('Nothing is painted.')),
    readCanvas,
    progress: (done, total) => told.push(done / total),
  });
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { bitmap, data, texts: readPngTexts(bytes), told, colourType: bytes[25] };
}

it('[PRINT7] [SIGN4] a print is signed once, at its full size', async () => {
  const [plain, signed] = [await printed(null), await printed('Ada 画')];
  expect([plain.colourType, signed.colourType], 'grey, and with room for colours').toEqual([0, 2]);
  expect(signed.texts).toContainEqual({ keyword: 'Signature', text: 'Ada 画' });
  expect(plain.texts.some(({ keyword }) => keyword === 'Signature')).toBe(false);
  for (const { bitmap, told } of [plain, signed]) {
    expect([bitmap.width, bitmap.height]).toEqual([300, 420]);
    expect(told.at(-1)).toBe(1);
  }
  const changed = Array.from(signed.data.keys()).filter((i) => signed.data[i] !== plain.data[i]);
  expect(changed.length).toBeGreaterThan(100);
  for (const i of changed) {
    const [x, y] = [(i >> 2) % 300, Math.floor((i >> 2) / 300)];
    // 0.3 of the shorter side, 0.04 from the corner.
    expect(x).toBeGreaterThanOrEqual(300 - 90 - 12 - 1);
    expect(x).toBeLessThan(300 - 12);
    expect(y).toBeGreaterThan(300);
    expect(y).toBeLessThan(420 - 12);
  }
});
