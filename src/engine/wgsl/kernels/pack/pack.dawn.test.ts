import { expect, test } from 'vitest';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { held, heldWords, runList } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';

/** Values -1..1 at their places among bytes; what lies outside is brought to the nearest end. */
const VALUES = [-1, -0.9999, -0.5, 0, 0.0039, 0.5, 0.9999, 1, -3, 7];

test.each([
  [3, 130],
  [1, 64],
])('%d channels become opaque RGBA, %d pixels', async (channels, pixels) => {
  const values = Array.from({ length: 4 * pixels }, (_, i) => VALUES[(i * 7) % VALUES.length]!);
  const x = held('x', values);
  const rgba = heldWords('rgba', new Uint32Array(pixels));
  const list = new DispatchList();
  list.add({
    kernel: 'pack',
    label: 'test',
    params: { pixels, channels },
    tensors: { x, rgba },
    // Over two axes, as many pictures are.
    grid: [1, Math.ceil(pixels / 64), 1],
  });
  const [found] = await runList(await dawnGpu(), list, [x, rgba], [rgba]);
  const bytes = new Uint8Array(found!.buffer, found!.byteOffset, 4 * pixels);
  const byteOf = (value: number): number =>
    Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)));
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++) {
      const value = values[4 * pixel + (channels === 3 ? c : 0)]!;
      // Halves may be rounded to either side.
      expect(Math.abs(bytes[4 * pixel + c]! - byteOf(value))).toBeLessThanOrEqual(
        (value + 1) * 127.5 === byteOf(value) - 0.5 ? 1 : 0,
      );
    }
    expect(bytes[4 * pixel + 3]).toBe(255);
  }
});
