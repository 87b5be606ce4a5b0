import type { Change } from '../../../nets/augmentation';
import { colourOf, eachRun, type Size } from './runs';

type Numbers = Float32Array<ArrayBufferLike>;

/**
 * Augmentation as plain loops, for engines whose numbers lie in the processor's memory: one pass over
 * the pictures, where each of the library's operations would be one.
 * @param x float32 [pictures, height, width, channels], one picture for each change.
 */
export function changed(x: Numbers, changes: readonly Change[], size: Size): Numbers {
  const out = new Float32Array(x.length);
  const length = x.length / changes.length;
  changes.forEach((change, n) => {
    const source = x.subarray(n * length, (n + 1) * length);
    const target = out.subarray(n * length, (n + 1) * length);
    const { scale, grey, flat, lift } = colourOf(change);
    const offset = flat === 0 ? lift : (flat * sum(source, 0, length)) / length + lift;
    eachRun(change, size, (to, from, count) =>
      recolour(source, from, target, to, count, size.channels, scale, grey, offset),
    );
  });
  return out;
}

/** The gradient in the pictures before, from that in the changed ones. */
export function changedBack(dy: Numbers, changes: readonly Change[], size: Size): Numbers {
  const out = new Float32Array(dy.length);
  const length = dy.length / changes.length;
  const { channels } = size;
  changes.forEach((change, n) => {
    const source = dy.subarray(n * length, (n + 1) * length);
    const target = out.subarray(n * length, (n + 1) * length);
    const { scale, grey, flat } = colourOf(change);
    let offset = 0;
    if (flat !== 0) {
      eachRun(
        change,
        size,
        (to, _, count) => (offset += sum(source, to * channels, count * channels)),
      );
      offset *= flat / length;
      target.fill(offset);
    }
    eachRun(change, size, (to, from, count) =>
      recolour(source, to, target, from, count, channels, scale, grey, offset),
    );
  });
  return out;
}

function sum(values: Numbers, from: number, count: number): number {
  let total = 0;
  for (let i = from; i < from + count; i++) total += values[i]!;
  return total;
}

/** A run of places: scale x + grey m + offset. */
function recolour(
  source: Numbers,
  from: number,
  target: Numbers,
  to: number,
  count: number,
  channels: number,
  scale: number,
  grey: number,
  offset: number,
): void {
  let read = from * channels;
  let write = to * channels;
  if (grey === 0 && scale === 1 && offset === 0) {
    target.set(source.subarray(read, read + count * channels), write);
    return;
  }
  for (let place = 0; place < count; place++) {
    let mean = 0;
    for (let c = 0; c < channels; c++) mean += source[read + c]!;
    const added = (grey * mean) / channels + offset;
    for (let c = 0; c < channels; c++) target[write++] = scale * source[read++]! + added;
  }
}
