import { expect, it } from 'vitest';
import { atMeasuredSize, generatedFor, measuredShape } from './measuring';
import { squarePictures } from './picture-shape';

it.each([
  { training: 90, heldOut: 10, generated: 90 },
  { training: 5000, heldOut: 500, generated: 300 },
  { training: 40, heldOut: 0, generated: 20 },
  { training: 4, heldOut: 0, generated: 2 },
  { training: 3, heldOut: 0, generated: 0 },
])(
  '[MEAS2] [MEAS8] as many are generated as the floor has: $generated of $training and $heldOut',
  ({ generated, ...counts }) => {
    expect(generatedFor(counts)).toBe(generated);
  },
);

it.each([
  { from: { height: 128, width: 128 }, to: { height: 128, width: 128 } },
  { from: { height: 144, width: 256 }, to: { height: 72, width: 128 } },
  { from: { height: 256, width: 256 }, to: { height: 128, width: 128 } },
  { from: { height: 1024, width: 1024 }, to: { height: 128, width: 128 } },
])('[MEAS8] pictures of $from are measured at $to', ({ from, to }) => {
  expect(measuredShape({ ...from, channels: 3 })).toEqual({ ...to, channels: 3 });
});

it('[MEAS8] a reduced picture is made of the means of its squares, channel by channel', () => {
  const shape = squarePictures(256, 3);
  const pixels = new Uint8Array(2 * 256 * 256 * 3);
  // The second picture: a square of 2 x 2 pixels at row 2, column 4.
  const at = (y: number, x: number): number => ((256 + y) * 256 + x) * 3;
  [10, 20, 30, 41].forEach((value, i) => {
    pixels[at(2 + (i >> 1), 4 + (i & 1)) + 1] = value;
  });
  const small = atMeasuredSize({ shape, count: 2, pixels });
  expect(small.pixels).toHaveLength(2 * 128 * 128 * 3);
  const green = ((128 + 1) * 128 + 2) * 3 + 1;
  expect([...small.pixels].map((value, i) => [i, value]).filter(([, value]) => value! > 0)).toEqual(
    [[green, 25]],
  );
});
