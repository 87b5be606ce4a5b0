import { describe, expect, it } from 'vitest';
import type { ExploreAnswer, ExploreOrder } from '../contract/explore';
import { StudioError } from '../contract/errors';
import type { Engine } from '../engine/engine';
import type { Painter, Painting } from '../engine/painter';
import type { StudioStorage } from '../storage/studio-storage';
import { aGenerator } from '../testing/records';
import { Exploring } from './exploring';

const SHAPE = { height: 1, width: 1, channels: 1 } as const;

/** An engine whose pictures tell the first number of their latents. */
function world(
  fail: (latents: Float32Array) => boolean = () => false,
  lose: () => StudioError | null = () => null,
) {
  const answers: ExploreAnswer[] = [];
  const painted: number[] = [];
  /** Latent and canvas. */
  const drawn: [number, number][] = [];
  const counts = { engines: 0, painters: 0, closed: 0 };
  const openPainter = (): Promise<Painter> => {
    counts.painters += 1;
    let closed = false;
    return Promise.resolve({
      latentSize: 1,
      shape: SHAPE,
      get closed() {
        return closed;
      },
      paint: (latents): Promise<Painting> => {
        if (fail(latents)) return Promise.reject(new StudioError('weights-not-finite'));
        painted.push(latents[0]!);
        return Promise.resolve({
          kind: 'painted',
          pixels: Uint8Array.from(latents),
          scores: null,
        });
      },
      draw: ([first], canvas) => {
        const loss = lose();
        if (loss) return Promise.reject(loss);
        drawn.push([first!, (canvas as unknown as { canvas: number }).canvas]);
        return Promise.resolve();
      },
      cancel: () => undefined,
      close: () => {
        closed = true;
        counts.closed += 1;
      },
    });
  };
  const engine = { lost: null, openPainter, report: { engine: 'wasm' } } as unknown as Engine;
  const exploring = new Exploring({
    openStorage: () =>
      Promise.resolve({
        generator: (runId: string, epoch: number) =>
          Promise.resolve(epoch < 100 ? aGenerator(runId, epoch) : undefined),
      } as StudioStorage),
    openEngine: () => {
      counts.engines += 1;
      return Promise.resolve(engine);
    },
    closeEngine: () => undefined,
    answer: (answer) => answers.push(answer),
    yieldToMessages: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const settled = async (count: number): Promise<ExploreAnswer[]> => {
    await expect.poll(() => answers.length).toBe(count);
    return answers;
  };
  return { exploring, settled, painted, drawn, counts };
}

const paint = (
  id: number,
  urgency: 'now' | 'soon' = 'soon',
  epoch = 1,
): Extract<ExploreOrder, { type: 'paint' }> => ({
  type: 'paint',
  id,
  generator: { runId: 'run', epoch, weights: 'weights' },
  engine: 'automatic',
  latents: Float32Array.of(id),
  urgency,
});

const draw = (id: number, canvas: number): Extract<ExploreOrder, { type: 'draw' }> => ({
  type: 'draw',
  id,
  generator: { runId: 'run', epoch: 1, weights: 'weights' },
  engine: 'automatic',
  latent: Float32Array.of(id),
  canvas,
});

describe('exploring', () => {
  it('[EXP10] paints what a hand waits for before what scrolled into view', async () => {
    const { exploring, settled, painted } = world();
    for (const order of [paint(1), paint(2), paint(3, 'now'), paint(4, 'now')]) {
      exploring.handle(order);
    }
    await settled(4);
    expect(painted).toEqual([1, 3, 4, 2]);
  });

  it('[EXP2] passes over what nobody waits for any more', async () => {
    const { exploring, settled, painted } = world();
    for (const id of [1, 2, 3]) exploring.handle(paint(id));
    for (const id of [2, 1]) exploring.handle({ type: 'withdraw', id });
    const answers = await settled(3);
    expect(painted).toEqual([1, 3]);
    // What was under way comes all the same.
    expect(answers.map(({ type }) => type)).toEqual(['failed', 'painted', 'painted']);
    expect(answers[0]).toMatchObject({ id: 2, error: { code: 'cancelled' } });
  });

  it('[DRAW3] draws the newest of what waits for one canvas, before what scrolled into view', async () => {
    const { exploring, settled, painted, drawn } = world();
    for (const canvas of [1, 2]) {
      const offscreen = { canvas } as unknown as OffscreenCanvas;
      exploring.handle({ type: 'canvas', canvas, offscreen });
    }
    exploring.handle(paint(1));
    exploring.handle(paint(2));
    for (const [id, canvas] of [
      [3, 1],
      [4, 2],
      [5, 1],
      [6, 1],
    ] as const) {
      exploring.handle(draw(id, canvas));
    }
    const answers = await settled(6);
    expect(drawn).toEqual([
      [4, 2],
      [6, 1],
    ]);
    expect(painted).toEqual([1, 2]);
    const passed = answers.filter(({ type }) => type === 'failed');
    expect(passed).toMatchObject([
      { id: 3, error: { code: 'cancelled' } },
      { id: 5, error: { code: 'cancelled' } },
    ]);
  });

  it('[DRAW2] gives the picture to the page where devices are lost by drawing', async () => {
    const { exploring, settled, painted, drawn, counts } = world(
      () => false,
      () => new StudioError('webgpu-lost', { said: '' }),
    );
    exploring.handle({ type: 'canvas', canvas: 1, offscreen: {} as OffscreenCanvas });
    exploring.handle(draw(1, 1));
    await settled(1);
    exploring.handle(draw(2, 1));
    const answers = await settled(2);
    expect(answers.map(({ type }) => type)).toEqual(['painted', 'painted']);
    expect(painted).toEqual([1, 2]);
    expect(drawn).toHaveLength(0);
    expect(counts).toMatchObject({ engines: 2, painters: 2 });
  });

  it('[DRAW3] draws on no canvas that was closed, and leaves generators open', async () => {
    const { exploring, settled, drawn, counts } = world();
    const offscreen = {} as OffscreenCanvas;
    exploring.handle({ type: 'canvas', canvas: 1, offscreen });
    exploring.handle({ type: 'close-canvas', canvas: 1 });
    exploring.handle(draw(1, 1));
    const [answer] = await settled(1);
    expect(answer).toMatchObject({ type: 'failed', error: { code: 'cancelled' } });
    expect([drawn.length, counts.closed]).toEqual([0, 0]);
  });

  it('[EXP8] keeps a few generators open, and opens each once', async () => {
    const { exploring, settled, counts } = world();
    for (const epoch of [1, 2, 1, 2, 1]) exploring.handle(paint(epoch, 'soon', epoch));
    await settled(5);
    expect(counts).toMatchObject({ painters: 2, closed: 0 });
    for (const epoch of [3, 4, 5, 6, 7]) exploring.handle(paint(epoch, 'soon', epoch));
    await settled(10);
    expect(counts).toMatchObject({ painters: 7, closed: 3 });
  });

  it('tells what an engine failed with, and begins afresh', async () => {
    const { exploring, settled, counts } = world(([first]) => first === 2);
    for (const id of [1, 2, 3]) exploring.handle(paint(id));
    const answers = await settled(3);
    expect(answers.map(({ type }) => type)).toEqual(['painted', 'failed', 'painted']);
    expect(counts).toMatchObject({ painters: 2, closed: 1 });
  });

  it('tells of a generator that is not kept', async () => {
    const { exploring, settled } = world();
    exploring.handle({ ...paint(1), generator: { runId: 'r', epoch: 100, weights: 'weights' } });
    const [answer] = await settled(1);
    expect(answer).toMatchObject({ type: 'failed', error: { code: 'generator-not-kept' } });
  });
});
