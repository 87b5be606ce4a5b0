import { describe, expect, it } from 'vitest';
import { readGif } from '../../testing/read-gif';
import { openGif } from './gif';
import { coloursOf, greys } from './palette';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

const WIDTH = 24;
const HEIGHT = 16;

function picture(colour: (x: number, y: number) => readonly [number, number, number]): Rgba {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rgba.set([...colour(x, y), 255], 4 * (y * WIDTH + x));
  }
  return rgba;
}

const gradient = (shift: number): Rgba =>
  picture((x, y) => [10 * x, 15 * y, (8 * (x + y) + shift) % 256]);

async function written(
  frames: readonly Rgba[],
  framesPerSecond: number,
  colours = coloursOf(frames),
  comment = 'made',
) {
  const gif = openGif({ width: WIDTH, height: HEIGHT }, framesPerSecond, colours, comment);
  const parts = [...frames.map((frame) => gif.add(frame)), gif.finish()];
  return readGif(new Uint8Array(await new Blob(parts).arrayBuffer()));
}

const meanOf = (rgba: Uint8Array | Rgba, channel: number): number => {
  let sum = 0;
  for (let i = channel; i < rgba.length; i += 4) sum += rgba[i]!;
  return sum / (rgba.length / 4);
};

describe('a GIF', () => {
  it('[FILM5] [FILM9] has its frames, its size and plays for ever, as long as the film', async () => {
    const frames = Array.from({ length: 8 }, (_, i) => gradient(i * 20));
    const gif = await written(frames, 8);
    expect(gif).toMatchObject({ width: WIDTH, height: HEIGHT, repeat: 0 });
    expect(gif.frames.map(({ delay }) => delay)).toEqual([13, 12, 13, 12, 13, 12, 13, 12]);
    const thirty = await written(
      Array.from({ length: 30 }, () => gradient(0)),
      30,
    );
    expect(thirty.frames.reduce((sum, { delay }) => sum + delay, 0)).toBe(100);
  });

  it('[FILM9] shows the pictures, each pixel near its colour and the whole nearer still', async () => {
    const frames = [gradient(0), gradient(90)];
    const gif = await written(frames, 10);
    for (const [i, frame] of frames.entries()) {
      const shown = gif.frames[i]!.rgba;
      const worst = frame.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - shown[at]!)),
        0,
      );
      expect(worst).toBeLessThan(48);
      for (const channel of [0, 1, 2]) {
        expect(Math.abs(meanOf(shown, channel) - meanOf(frame, channel))).toBeLessThan(3);
      }
    }
  });

  it('[FILM9] what stands still does not flicker', async () => {
    const moving = (shift: number): Rgba =>
      picture((x, y) => (x < 12 ? [9 * x, 7 * y, 100] : [(x * 13 + shift) % 256, shift, 3 * y]));
    const { frames } = await written([0, 60, 120, 180].map(moving), 10);
    const still = (rgba: Uint8Array): number[] => [...rgba].filter((_, i) => (i >> 2) % WIDTH < 12);
    for (const { rgba } of frames) expect(still(rgba)).toEqual(still(frames[0]!.rgba));
  });

  it('[FILM9] keeps every grey', async () => {
    const grey = picture((x, y) => {
      const value = (x + WIDTH * y) % 256;
      return [value, value, value];
    });
    const { frames } = await written([grey], 10, greys());
    expect([...frames[0]!.rgba]).toEqual([...grey]);
  });

  it('[FILM9] dithers between colours of its palette', async () => {
    // One flat colour between two that the palette has.
    const two = picture((x) => (x < 12 ? [100, 100, 100] : [120, 120, 120]));
    const flat = picture(() => [110, 110, 110]);
    const { frames } = await written([flat], 10, coloursOf([two]));
    expect(new Set(frames[0]!.rgba.filter((_, i) => i % 4 === 0))).toEqual(new Set([100, 120]));
    expect(meanOf(frames[0]!.rgba, 0)).toBeCloseTo(110, 0);
  });

  it('[FILM8] says what made it, in any language and at any length', async () => {
    const said = `Landschaften Ω, seeds 0 to 8. ${'Long. '.repeat(90)}`;
    expect((await written([gradient(0)], 10, undefined, said)).comment).toBe(said);
  });
});
