import { squarePictures } from '../../contract/picture-shape';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PICTURES } from '../../contract/decode';
import { IMAGE_SIZES } from '../../contract/hyperparameters';
import { PAINTED, PAINTED_PICTURES } from '../../testing/painted';
import { paintPicture } from './painting';
import { composeScene } from './scene';

const digest = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
};

describe('sample pictures [PIC11]', () => {
  it.each(PAINTED)('are the same on every machine: $size px, $channels channels', (golden) => {
    const painted = PAINTED_PICTURES.map((i) =>
      paintPicture(i, squarePictures(golden.size, golden.channels)),
    );
    expect(digest(painted)).toBe(golden.digest);
  });

  it.each(IMAGE_SIZES)('at %d px, in colour and grey', (size) => {
    for (const channels of [3, 1] as const) {
      const pixels = paintPicture(3, squarePictures(size, channels));
      expect(pixels.length).toBe(size * size * channels);
      const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
      const spread = Math.sqrt(
        pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length,
      );
      expect(spread).toBeGreaterThan(12);
    }
  });

  it('[PIC24] a rectangle is the middle of the square', () => {
    const wide = paintPicture(9, { height: 48, width: 64, channels: 3 });
    const square = paintPicture(9, squarePictures(64, 3));
    expect([...wide]).toEqual([...square.subarray(8 * 64 * 3, 56 * 64 * 3)]);
    const tall = paintPicture(9, { height: 64, width: 48, channels: 1 });
    const grey = paintPicture(9, squarePictures(64, 1));
    expect([...tall.subarray(0, 48)]).toEqual([...grey.subarray(8, 56)]);
  });

  it('all differ, and are one composition at any size', () => {
    const all = Array.from({ length: SAMPLE_PICTURES }, (_, i) => JSON.stringify(composeScene(i)));
    expect(new Set(all).size).toBe(SAMPLE_PICTURES);
    const small = paintPicture(5, squarePictures(16, 1));
    const large = paintPicture(5, squarePictures(256, 1));
    let difference = 0;
    for (let i = 0; i < 256; i++) {
      let sum = 0;
      const x = (i % 16) * 16;
      const y = Math.floor(i / 16) * 16;
      for (let k = 0; k < 256; k++) sum += large[(y + (k >> 4)) * 256 + x + (k & 15)]!;
      difference += Math.abs(small[i]! - sum / 256);
    }
    expect(difference / 256).toBeLessThan(12);
  });
});
