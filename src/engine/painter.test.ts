import { describe, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { LOSSES } from '../nets/losses';
import { PortionPainter, portionOf, type PortionSource } from './painter';

/** Two-number latents to pictures of one pixel that holds their sum; each portion waits for `go`. */
class FakeSource implements PortionSource {
  readonly latentSize = 2;
  readonly shape = squarePictures(1, 1);
  readonly most = 4;
  destroyed = 0;
  readonly portions: number[] = [];
  private waiting: (() => void)[] = [];
  async paint(
    latents: Float32Array,
    pixels: Uint8Array,
    logits: Float32Array | null,
  ): Promise<void> {
    expect(this.destroyed).toBe(0);
    this.portions.push(pixels.length);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = latents[2 * i]! + latents[2 * i + 1]!;
      if (logits) logits[i] = latents[2 * i]!;
    }
  }
  /** Lets portions end until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = work.finally(() => (done = true));
    while (!done) {
      this.waiting.shift()?.();
      await Promise.resolve();
    }
    return finished;
  }
  destroy(): void {
    this.destroyed += 1;
  }
}

const latents = (count: number, begin = 0): Float32Array =>
  Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? begin + i / 2 : 0));
const sums = (count: number, begin = 0): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => begin + i);

describe('[OUT6] a painter', () => {
  it('paints in portions, and says how far it is between them', async () => {
    const source = new FakeSource();
    const painter = new PortionPainter(source);
    const told: number[] = [];
    const painting = painter.paint(latents(10), (done) => {
      told.push(done);
      return Promise.resolve();
    });
    expect(await source.until(painting)).toEqual({
      kind: 'painted',
      pixels: sums(10),
      scores: null,
    });
    expect(source.portions).toEqual([4, 4, 2]);
    expect(told).toEqual([4, 8]);
  });

  it.each([
    ['by the logit of each', 'least-squares', [0, 1, 1, 1, 1]],
    // Logits of 0 to 4, each above or below 2.
    [
      'against the mean of all, where logits are trained as differences',
      'relativistic',
      [-2, -1, 0, 1, 2].map((l) => 1 / (1 + Math.exp(-l))),
    ],
  ] as const)('[TRN17] scores pictures %s', async (_, loss, expected) => {
    const source = new FakeSource();
    const painting = new PortionPainter(source, LOSSES[loss]).paint(latents(5));
    const painted = await source.until(painting);
    expect(painted.kind === 'painted' && painted.scores).toEqual(Float32Array.from(expected));
  });

  it('[AVG4] begins each request once, and lets messages be answered meanwhile', async () => {
    const source = new FakeSource();
    const told: number[] = [];
    let begun = 0;
    const begin = async (between: () => Promise<void>): Promise<void> => {
      expect(source.portions.length).toBe(begun === 0 ? 0 : 3);
      begun += 1;
      await between();
    };
    const painter = new PortionPainter(source, null, begin);
    const between = (done: number): Promise<void> => Promise.resolve(void told.push(done));
    await source.until(painter.paint(latents(10), between));
    await source.until(painter.paint(latents(2), between));
    expect([begun, told]).toEqual([2, [0, 4, 8, 0]]);
  });

  it('lets the latest request win: older ones end as cancelled, after their portion', async () => {
    const source = new FakeSource();
    const painter = new PortionPainter(source);
    const first = painter.paint(latents(10));
    await Promise.resolve();
    expect(source.portions).toEqual([4]);
    const second = painter.paint(latents(10, 50));
    const third = painter.paint(latents(3, 100));
    expect(await source.until(Promise.all([first, second, third]))).toEqual([
      { kind: 'cancelled' },
      { kind: 'cancelled' },
      expect.objectContaining({ pixels: sums(3, 100) }),
    ]);
    expect(source.portions).toEqual([4, 3]);
  });

  it('ends what is under way when it is cancelled, and goes on with what comes then', async () => {
    const source = new FakeSource();
    const painter = new PortionPainter(source);
    const ended = painter.paint(latents(10));
    await Promise.resolve();
    painter.cancel();
    expect(await source.until(ended)).toEqual({ kind: 'cancelled' });
    expect(await source.until(painter.paint(latents(2)))).toMatchObject({ pixels: sums(2) });
  });

  it('frees what it took once, when no portion needs it any more', async () => {
    const source = new FakeSource();
    const painter = new PortionPainter(source);
    const ended = painter.paint(latents(10));
    await Promise.resolve();
    painter.close();
    painter.close();
    expect(painter.closed).toBe(true);
    expect(source.destroyed).toBe(0);
    expect(await source.until(ended)).toEqual({ kind: 'cancelled' });
    expect(await painter.paint(latents(1))).toEqual({ kind: 'cancelled' });
    expect(source.destroyed).toBe(1);
  });

  it('fails as its portion fails, and paints the next request', async () => {
    const source = new FakeSource();
    const painter = new PortionPainter(source);
    const paint = source.paint.bind(source);
    source.paint = () => Promise.reject(new Error('no memory'));
    await expect(painter.paint(latents(3))).rejects.toThrow('no memory');
    source.paint = paint;
    expect(await source.until(painter.paint(latents(3)))).toMatchObject({ pixels: sums(3) });
  });
});

it('a portion is as many pictures as answer soon, and one at least', () => {
  expect(portionOf(squarePictures(64, 3))).toBe(16);
  expect(portionOf(squarePictures(256, 3))).toBe(5);
  expect(portionOf(squarePictures(1024, 3))).toBe(1);
  expect(portionOf(squarePictures(16, 1), 3)).toBe(3);
  expect(portionOf(squarePictures(16, 1), 0)).toBe(1);
});
