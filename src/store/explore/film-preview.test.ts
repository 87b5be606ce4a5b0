import { expect, it } from 'vitest';
import type { FilmPlan } from '../../contract/film';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { playedOf, previewFilm, stillsOf, type PreviewedFilm } from './film-preview';
import type { SmallPicture } from './small-grid';

/** A latent whose picture has that much red. */
const red = (value: number) =>
  Float32Array.from({ length: 8 }, (_, i) => (i === 0 ? (value - 128) / 100 : 0));

const film = (change: Partial<FilmPlan>, grid: number): PreviewedFilm => ({
  runId: 'run',
  weights: 'weights',
  epochs: [1],
  look: { format: 'mp4', framesPerSecond: 8, grid, cell: { width: 2, height: 2 } },
  plan: {
    kind: 'favourites',
    frames: 8,
    generators: 1,
    cells: grid * grid,
    latents: [red(100), red(200)],
    turns: [],
    fade: true,
    pace: 'linear',
    ...change,
  },
});

const shown = async (
  of: PreviewedFilm,
  places: readonly number[],
  explorer = new FakeExplorer(),
) => {
  const found: SmallPicture[] = [];
  const ports = { explorer, engine: () => 'wasm' as const };
  const { signal } = new AbortController();
  const size = { width: 1, height: 1 };
  await previewFilm(ports, of, size, places, signal, (picture) => found.push(picture));
  return found.map(({ rgba }) => [...rgba].filter((_, i) => i % 4 === 0));
};

it('[FILM12] shows all cells of a frame, and what is cross-faded mixed', async () => {
  const explorer = new FakeExplorer();
  const frames = await shown(film({}, 2), [0, 1, 2, 4], explorer);
  expect(frames).toEqual([
    [100, 200, 100, 200],
    [125, 175, 125, 175],
    [150, 150, 150, 150],
    [200, 100, 200, 100],
  ]);
  // Two poses of four pictures, each painted once.
  expect(explorer.painted).toBe(8);
});

it('[FILM12] shows frames from all through the film, fewer where each has many pictures', () => {
  expect(stillsOf(film({ frames: 101 }, 1))).toEqual([0, 20, 40, 60, 80, 100]);
  expect(stillsOf(film({ frames: 2 }, 1))).toEqual([0, 1]);
  const counts = [1, 4, 6, 8].map((grid) => playedOf(film({ frames: 1000 }, grid)).length);
  expect(counts).toEqual([48, 48, 21, 12]);
});
