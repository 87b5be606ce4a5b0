import { describe, expect, it } from 'vitest';
import type { FilmPlan } from '../contract/film';
import { cellSize, frameOf, framesIn, orthogonal, standsStill } from './film';
import { lengthOf, ofSeed, type Latent } from './latents';

const SIZE = 64;
const seeds = (count: number): Latent[] =>
  Array.from({ length: count }, (_, seed) => ofSeed(seed, SIZE));

function plan(change: Partial<FilmPlan> & Pick<FilmPlan, 'kind'>): FilmPlan {
  const latents = change.latents ?? seeds(1);
  return {
    frames: 48,
    generators: 1,
    cells: latents.length,
    latents,
    turns: latents.map((latent, cell) => orthogonal(latent, cell + 1)),
    fade: false,
    pace: 'linear',
    ...change,
  };
}

const distance = (one: Latent, other: Latent): number =>
  lengthOf(one.map((value, i) => value - other[i]!));

const latentsAt = (of: FilmPlan, index: number): readonly Latent[] =>
  frameOf(of, index)[0]!.latents;
const layersAt = (of: FilmPlan, index: number): [generator: number, weight: number][] =>
  frameOf(of, index).map(({ generator, weight }) => [generator, weight]);

/** How far each cell moves from one frame to the next, the last to the first included. */
const steps = (of: FilmPlan, cell: number): number[] =>
  Array.from({ length: of.frames }, (_, i) =>
    distance(latentsAt(of, i)[cell]!, latentsAt(of, (i + 1) % of.frames)[cell]!),
  );

/** The generator that is seen most, by frame. */
const seen = (of: FilmPlan): number[] =>
  Array.from({ length: of.frames }, (_, i) => {
    const layers = [...frameOf(of, i)];
    return layers.sort((one, other) => other.weight - one.weight)[0]!.generator;
  });

describe('what the frames of a film show', () => {
  it('[FILM2] a walk closes, moves at one speed and keeps its length, in each cell its own way', () => {
    const walk = plan({ kind: 'walk', latents: seeds(4) });
    for (let cell = 0; cell < 4; cell++) {
      const moves = steps(walk, cell);
      const expected = 2 * lengthOf(walk.latents[cell]!) * Math.sin(Math.PI / walk.frames);
      for (const move of moves) expect(move).toBeCloseTo(expected, 4);
      for (const index of [0, 7, 31]) {
        const length = lengthOf(latentsAt(walk, index)[cell]!);
        expect(length).toBeCloseTo(lengthOf(walk.latents[cell]!), 4);
      }
    }
    const [first] = latentsAt(walk, 0);
    expect(first).toEqual(walk.latents[0]);
    expect(distance(latentsAt(walk, walk.frames)[2]!, walk.latents[2]!)).toBeLessThan(1e-4);
    expect(latentsAt(walk, 12)[0]).not.toEqual(latentsAt(walk, 12)[1]);
  });

  it('[FILM2] what a walk turns towards is orthogonal and as long', () => {
    const [latent] = seeds(1);
    const other = orthogonal(latent!, 5);
    const dot = other.reduce((sum, value, i) => sum + value * latent![i]!, 0);
    expect(dot).toBeCloseTo(0, 3);
    expect(lengthOf(other)).toBeCloseTo(lengthOf(latent!), 4);
    expect([...orthogonal(Float32Array.of(1.5), 5)]).toEqual([0]);
  });

  it('[FILM3] favourites are met in their order, and the loop closes', () => {
    for (const pace of ['linear', 'smooth'] as const) {
      const film = plan({ kind: 'favourites', latents: seeds(4), cells: 1, pace });
      for (const [i, latent] of film.latents.entries()) {
        expect(distance(latentsAt(film, i * 12)[0]!, latent)).toBeLessThan(1e-4);
      }
      const moves = steps(film, 0);
      const last = moves.pop()!;
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThanOrEqual(Math.max(...moves) * 1.001);
    }
  });

  it('[FILM3] at a smooth pace it rests at each favourite', () => {
    const rest = (pace: FilmPlan['pace']): number => {
      const moves = steps(plan({ kind: 'favourites', latents: seeds(4), cells: 1, pace }), 0);
      return moves[0]! / moves[6]!;
    };
    expect(rest('linear')).toBeGreaterThan(0.9);
    expect(rest('smooth')).toBeLessThan(0.3);
  });

  it('[FILM3] in a grid each cell begins at another favourite', () => {
    const film = plan({ kind: 'favourites', latents: seeds(3), cells: 4 });
    const latents = latentsAt(film, 0);
    for (const [cell, of] of [0, 1, 2, 0].entries()) {
      expect(distance(latents[cell]!, film.latents[of]!)).toBeLessThan(1e-4);
    }
  });

  it('[FILM3] cross-faded, what stands between two favourites is a mixture of both, and the loop closes', () => {
    const film = plan({ kind: 'favourites', latents: seeds(3), cells: 2, frames: 30, fade: true });
    expect(frameOf(film, 0)).toEqual([
      { generator: 0, latents: film.latents.slice(0, 2), pose: 0, weight: 1 },
    ]);
    const [one, other] = frameOf(film, 23);
    expect([one!.pose, other!.pose]).toEqual([2, 0]);
    expect(one!.latents).toEqual([film.latents[2], film.latents[0]]);
    expect(other!.latents).toEqual([film.latents[0], film.latents[1]]);
    expect([one!.weight, other!.weight]).toEqual([expect.closeTo(0.7), expect.closeTo(0.3)]);
    const smooth = frameOf({ ...film, pace: 'smooth' }, 1);
    expect(smooth[1]!.weight).toBeCloseTo(3 * 0.01 - 2 * 0.001);
    expect(standsStill(film)).toBe(true);
    expect(standsStill({ ...film, fade: false })).toBe(false);
  });

  it('[FILM1] learning shows each epoch for the same time, from the first to the last', () => {
    const shown = seen(plan({ kind: 'learning', frames: 24, generators: 6 }));
    for (let epoch = 0; epoch < 6; epoch++) {
      expect(shown.filter((one) => one === epoch)).toHaveLength(4);
    }
    expect(shown).toEqual([...shown].sort((one, other) => one - other));
    const few = seen(plan({ kind: 'learning', frames: 5, generators: 101 }));
    expect(few).toEqual([0, 25, 50, 75, 100]);
    const uneven = seen(plan({ kind: 'learning', frames: 10, generators: 4 }));
    expect([uneven[0], uneven.at(-1), new Set(uneven).size]).toEqual([0, 3, 4]);
    expect(seen(plan({ kind: 'learning', frames: 1, generators: 4 }))).toEqual([3]);
  });

  it('[FILM1] cross-faded, one epoch becomes the next gradually', () => {
    const film = plan({ kind: 'learning', frames: 21, generators: 5, fade: true });
    expect(layersAt(film, 0)).toEqual([[0, 1]]);
    expect(layersAt(film, 20)).toEqual([[4, 1]]);
    const layers = frameOf(film, 7);
    expect(layers.map(({ generator }) => generator)).toEqual([1, 2]);
    expect(layers[0]!.weight).toBeCloseTo(0.6);
    for (let i = 0; i < film.frames; i++) {
      const sum = frameOf(film, i).reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeCloseTo(1);
    }
  });

  it('[FILM4] growing up goes through epochs while the latent walks', () => {
    const film = plan({ kind: 'growing', frames: 24, generators: 3, fade: true });
    expect(layersAt(film, 0)).toEqual([[0, 1]]);
    expect(layersAt(film, 23)).toEqual([[2, 1]]);
    const moves = steps(film, 0);
    expect(Math.max(...moves) - Math.min(...moves)).toBeLessThan(1e-3);
    expect(moves[0]).toBeGreaterThan(0.5);
  });

  it('[FILM5] has as many frames as its seconds have, and cells of whole, even sides where they must be', () => {
    expect(framesIn(1, 8)).toBe(8);
    expect(framesIn(2.5, 25)).toBe(63);
    expect(framesIn(0.01, 8)).toBe(1);
    expect(cellSize({ width: 64, height: 64 }, 512, 1, true)).toEqual({ width: 512, height: 512 });
    expect(cellSize({ width: 64, height: 64 }, 500, 3, false)).toEqual({ width: 167, height: 167 });
    expect(cellSize({ width: 64, height: 64 }, 500, 3, true)).toEqual({ width: 166, height: 166 });
    expect(cellSize({ width: 48, height: 80 }, 100, 1, true)).toEqual({ width: 100, height: 166 });
    expect(cellSize({ width: 48, height: 80 }, 1, 1, true)).toEqual({ width: 2, height: 4 });
  });
});
