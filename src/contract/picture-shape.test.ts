import { expect, it } from 'vitest';
import { IMAGE_SIZES } from './hyperparameters';
import { ASPECTS, aspectOf, sizeOf } from './picture-shape';

it('[PIC24] a shape has its proportions, and about as many pixels as the square', () => {
  expect(ASPECTS.map((aspect) => sizeOf(64, aspect))).toEqual([
    { width: 64, height: 64 },
    { width: 64, height: 48 },
    { width: 48, height: 64 },
    { width: 96, height: 64 },
    { width: 64, height: 96 },
    { width: 112, height: 64 },
    { width: 64, height: 112 },
  ]);
  for (const aspect of ASPECTS.slice(1)) {
    const [across, down] = aspect.split(':').map(Number);
    const { width, height } = sizeOf(256, aspect);
    expect(Math.abs(Math.log((width * down!) / (height * across!)))).toBeLessThan(0.02);
  }
});

it('[PIC24] the size tells the shape', () => {
  for (const imageSize of IMAGE_SIZES) {
    for (const aspect of ASPECTS) {
      expect(aspectOf(sizeOf(imageSize, aspect))).toEqual({ imageSize, aspect });
    }
  }
  expect(aspectOf({ width: 100, height: 64 })).toBeNull();
});
