import { describe, expect, it } from 'vitest';
import type { FilmPlan } from '../contract/film';
import { FilmFrames, type Paint } from './film-frames';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** Pictures of one pixel: red tells the generator, green the first number of the latent. */
function world(plan: FilmPlan) {
  const asked: { generator: number; count: number }[] = [];
  const paint: Paint = (generator, latents) => {
    asked.push({ generator, count: latents.length });
    return Promise.resolve(
      [...latents].map((value) => Uint8ClampedArray.of(100 * generator, value, 0, 255)),
    );
  };
  const frames = new FilmFrames(plan, paint);
  const all = async (): Promise<(readonly Rgba[])[]> => {
    const found: (readonly Rgba[])[] = [];
    for await (const cells of frames.of(Array.from({ length: plan.frames }, (_, i) => i))) {
      found.push(cells);
    }
    return found;
  };
  return { asked, all, frames };
}

const latents = (count: number) =>
  Array.from({ length: count }, (_, i) => Float32Array.of(10 * (i + 1)));

const LEARNING: FilmPlan = {
  kind: 'learning',
  frames: 9,
  generators: 3,
  cells: 2,
  latents: latents(2),
  turns: [],
  fade: true,
  pace: 'linear',
};

const WALK: FilmPlan = {
  ...LEARNING,
  kind: 'walk',
  frames: 20,
  generators: 1,
  cells: 4,
  latents: latents(4),
  turns: latents(4),
};

describe('painting the frames of a film', () => {
  it('[FILM1] fades from generator to generator, each painted once', async () => {
    const { asked, all } = world(LEARNING);
    const frames = await all();
    expect(frames.map(([first]) => first![0])).toEqual([0, 25, 50, 75, 100, 125, 150, 175, 200]);
    expect(frames.map(([, second]) => second![1])).toEqual(Array.from({ length: 9 }, () => 20));
    expect(asked.map(({ generator }) => generator)).toEqual([0, 1, 2]);
  });

  it('[FILM3] fades from favourite to favourite, each painted once on the way round', async () => {
    const three = { ...LEARNING, generators: 1, latents: latents(3), cells: 1, frames: 12 };
    const { asked, all } = world({ ...three, kind: 'favourites' });
    const frames = await all();
    const greens = [10, 12, 15, 18, 20, 22, 25, 28, 30, 25, 20, 15];
    expect(frames.map(([first]) => first![1])).toEqual(greens);
    // The first one once more, at the end of the loop.
    expect(asked).toHaveLength(4);
  });

  it('[FILM2] [FILM5] paints several frames at once, each with its own cells', async () => {
    const { asked, all } = world(WALK);
    const frames = await all();
    expect(frames).toHaveLength(20);
    expect(frames[0]!.map(([, green]) => green)).toEqual([10, 20, 30, 40]);
    expect(asked.map(({ count }) => count)).toEqual([16, 16, 16, 16, 16]);
  });

  it('[FILM4] moves through generators and latents at once', async () => {
    const { all } = world({ ...WALK, kind: 'growing', generators: 2, frames: 3 });
    const frames = await all();
    expect(frames.map(([first]) => first![0])).toEqual([0, 50, 100]);
    // cos + sin of a third of a turn, of 10.
    expect(frames.map(([first]) => first![1])).toEqual([10, 4, 0]);
  });

  it('[FILM9] gives pictures from all through the film', async () => {
    const { frames } = world(LEARNING);
    const samples = await frames.samples(3);
    expect(samples.map(([red]) => red)).toEqual([0, 0, 75, 75, 150, 150]);
  });
});
