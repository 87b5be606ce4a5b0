import { describe, expect, it } from 'vitest';
import { StudioError } from '../contract/errors';
import type { MakeFilm } from '../contract/film';
import type { Engine } from '../engine/engine';
import type { Painter } from '../engine/painter';
import type { StudioStorage } from '../storage/studio-storage';
import { aGenerator } from '../testing/records';
import { makeFilm } from './filming';

const ORDER: MakeFilm = {
  type: 'make',
  runId: 'run',
  weights: 'weights',
  engine: 'wasm',
  epochs: [1, 2, 3, 4],
  plan: {
    kind: 'learning',
    frames: 8,
    generators: 4,
    cells: 1,
    latents: [Float32Array.of(7)],
    turns: [],
    fade: false,
    pace: 'linear',
  },
  look: { format: 'gif', framesPerSecond: 8, grid: 1, cell: { width: 1, height: 1 } },
  title: 'A film',
  comment: 'Made.',
  to: null,
  signature: null,
};

/** Engines whose pictures tell which painter painted them. */
function world() {
  const told: string[] = [];
  const counts = { open: 0, most: 0, painters: 0 };
  const openPainter = (): Promise<Painter> => {
    const serial = ++counts.painters;
    counts.open += 1;
    counts.most = Math.max(counts.most, counts.open);
    return Promise.resolve({
      latentSize: 1,
      shape: { height: 1, width: 1, channels: 1 },
      closed: false,
      paint: () =>
        Promise.resolve({ kind: 'painted', pixels: Uint8Array.of(serial), scores: null } as const),
      cancel: () => undefined,
      close: () => {
        counts.open -= 1;
      },
    });
  };
  const frames: number[] = [];
  const ports: Parameters<typeof makeFilm>[1] = {
    openStorage: () =>
      Promise.resolve({
        generator: (runId: string, epoch: number) =>
          Promise.resolve(epoch < 100 ? aGenerator(runId, epoch) : undefined),
      } as StudioStorage),
    openEngine: () => Promise.resolve({ lost: null, openPainter } as unknown as Engine),
    openWriter: ({ shape, title }) => {
      told.push(`${title} ${shape.width}`);
      return Promise.resolve({
        add: ([first]) => {
          frames.push(first![0]!);
          return Promise.resolve();
        },
        finish: () => Promise.resolve(new Blob([Uint8Array.from(frames)])),
      });
    },
    progress: (done, total) => told.push(`${done}/${total}`),
  };
  return { ports, told, counts, frames };
}

describe('making a film', () => {
  it('[FILM5] [FILM7] writes each frame in its turn, tells how far it is, and closes what it opened', async () => {
    const { ports, told, counts, frames } = world();
    const blob = await makeFilm(ORDER, ports);
    expect(blob?.size).toBe(8);
    expect(frames).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(told).toEqual(['A film 1', ...Array.from({ length: 9 }, (_, i) => `${i}/8`)]);
    expect(counts).toEqual({ open: 0, most: 2, painters: 4 });
  });

  it('tells of a generator that is not kept any more, and closes what it opened', async () => {
    const { ports, counts } = world();
    const film = makeFilm({ ...ORDER, epochs: [1, 2, 3, 100] }, ports);
    await expect(film).rejects.toMatchObject({ code: 'generator-not-kept' });
    expect(counts.open).toBe(0);
  });

  it('[FILM6] hands on that a format cannot be written', async () => {
    const { ports } = world();
    const missing = new StudioError('film-format-missing', { format: 'mp4', width: 2, height: 2 });
    const openWriter = () => Promise.reject(missing);
    await expect(makeFilm(ORDER, { ...ports, openWriter })).rejects.toBe(missing);
  });
});
