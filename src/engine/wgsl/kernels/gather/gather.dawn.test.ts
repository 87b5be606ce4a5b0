import { expect, test } from 'vitest';
import { Stream, uniform } from '../../../../contract/random';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { blank, held, heldWords, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';
import { STATE_LENGTH } from '../../plan/state';

// Not square, so that rows and columns are told apart.
const [HEIGHT, WIDTH] = [4, 6];
const AREA = HEIGHT * WIDTH;
const [SEED, STEP] = [11, 6];
const [BATCH, STEPS] = [6, 4];

const common = (channels: number, count: number, firstImage: number) => ({
  count,
  firstImage,
  height: HEIGHT,
  width: WIDTH,
  channels,
  batchSize: BATCH,
  orderSteps: STEPS,
  seed: SEED,
  mirrorStream: Stream.Mirror,
});

/** [count, area, 4] of pictures with `channels`, the others 0. */
function vectors(
  count: number,
  channels: number,
  of: (n: number, place: number, c: number) => number,
) {
  const out = new Float32Array(count * AREA * 4);
  for (let n = 0; n < count; n++) {
    for (let place = 0; place < AREA; place++) {
      for (let c = 0; c < channels; c++) out[(n * AREA + place) * 4 + c] = of(n, place, c);
    }
  }
  return out;
}

test.each([
  [3, 4, 0],
  [1, 3, 2],
])(
  'uploaded pixels of %d channels: %d pictures, %d before them',
  async (channels, count, first) => {
    const values = uniform(1, 84, 0, BATCH * AREA * channels, -1, 1);
    const pixels = { ...heldWords('pixels', new Uint32Array(values.buffer)) };
    const y = blank('y', count * AREA);
    const list = new DispatchList();
    list.add({
      kernel: 'gather',
      label: 'test',
      flags: { PACKED: 0 },
      params: { ...common(channels, count, first), first: 0, held: 0, mirror: 0 },
      tensors: { y, pixels },
      grid: [1, count, 1],
    });
    const [found] = await runList(await dawnGpu(), list, [y, pixels], [y]);
    const expected = vectors(
      count,
      channels,
      (n, place, c) => values[((first + n) * AREA + place) * channels + c]!,
    );
    expect(found).toEqual(expected);
  },
);

test.each([
  [3, 6, 0, 0],
  [3, 6, 0, 1],
  [1, 4, 2, 1],
])(
  '[FAST7] bytes of %d channels by the order: %d pictures, %d before them, mirrored %d',
  async (channels, count, firstImage, mirror) => {
    const pictures = 9;
    const size = AREA * channels;
    const bytes = Uint8Array.from(uniform(2, 85, 0, pictures * size, 0, 256));
    // In two buffers, of five pictures and of four.
    const cut = [0, 5, pictures];
    const order = Array.from({ length: BATCH * STEPS }, (_, i) => (i * 5 + 2) % pictures);
    const orderHeld = heldWords('order', order);
    const state = heldWords('state', [STEP, ...new Array<number>(STATE_LENGTH - 1).fill(0)]);
    const scaled = held(
      'scaled',
      Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1),
    );
    const table = { ...scaled, data: scaled.data.slice(4 * scaled.base), base: 0 };
    const y = blank('y', count * AREA);
    const list = new DispatchList();
    const buffers = [0, 1].map((i) => {
      const part = new Uint8Array(Math.ceil(((cut[i + 1]! - cut[i]!) * size) / 4) * 4);
      part.set(bytes.subarray(cut[i]! * size, cut[i + 1]! * size));
      const one = heldWords(`bytes ${i}`, new Uint32Array(part.buffer));
      list.add({
        kernel: 'gather',
        label: 'test',
        flags: { PACKED: 1 },
        params: {
          ...common(channels, count, firstImage),
          first: cut[i]!,
          held: cut[i + 1]! - cut[i]!,
          mirror,
        },
        tensors: { y, pictures: one, order: orderHeld, state, scaled: table },
        grid: [1, count, 1],
      });
      return one;
    });
    const all = [y, orderHeld, state, table, ...buffers];
    const [found] = await runList(await dawnGpu(), list, all, [y]);
    const chances = uniform(SEED, Stream.Mirror, STEP, firstImage + count);
    const expected = vectors(count, channels, (n, place, c) => {
      const nth = firstImage + n;
      const picture = order[(STEP % STEPS) * BATCH + nth]!;
      const reversed = mirror === 1 && chances[nth]! < 0.5;
      const at = reversed ? place - (place % WIDTH) + (WIDTH - 1 - (place % WIDTH)) : place;
      return Math.fround(bytes[picture * size + at * channels + c]! / 127.5 - 1);
    });
    expect(found).toEqual(expected);
  },
);
