import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../../nets/losses';
import type { SampledPictures } from '../model';
import type { Pass } from './layers/layer';
import type { Net } from './net';

/** Pictures and numbers made at a time: enough to fill a GPU, few enough to answer soon. */
const PORTION_PICTURES = 16;
const PORTION_NUMBERS = 2 ** 20;

export const INFERENCE: Pass = { mode: 'inference', dropout: () => new Float32Array(0) };

/**
 * Generated pictures, and D's verdicts where there is a D, in inference mode.
 * @param latents float32 [count, latentSize].
 * @param between awaited between portions, with the pictures done so far.
 * @returns uint8 pixels [count, height, width, channels]; verdicts 0..1, or 0 without a D.
 */
export async function paint(
  generator: Net,
  judge: { readonly discriminator: Net; readonly score: Loss['score'] } | null,
  latents: Float32Array,
  count: number,
  between: (done: number) => Promise<void>,
): Promise<SampledPictures> {
  const latentSize = generator.spec.input[0]!;
  const size = generator.outputSize;
  const pixels = new Uint8Array(count * size);
  const verdicts = new Float32Array(count);
  const portion = Math.max(1, Math.min(PORTION_PICTURES, Math.floor(PORTION_NUMBERS / size)));

  for (let from = 0; from < count; from += portion) {
    const many = Math.min(portion, count - from);
    const made = tf.tidy((): tf.Tensor[] => {
      const z = tf.tensor2d(latents.slice(from * latentSize, (from + many) * latentSize), [
        many,
        latentSize,
      ]);
      const pictures = generator.run(z, INFERENCE);
      return judge ? [pictures, judge.discriminator.run(pictures, INFERENCE)] : [pictures];
    });
    try {
      const [values, logits] = await Promise.all(made.map((tensor) => tensor.data<'float32'>()));
      toBytes(values!, pixels, from * size);
      logits?.forEach((logit, index) => (verdicts[from + index] = judge!.score(logit)));
    } finally {
      tf.dispose(made);
    }
    if (from + many < count) await between(from + many);
  }
  return { pixels, verdicts };
}

/** -1..1 to 0..255, rounded; a Uint8ClampedArray rounds ties to even, as numpy does. */
function toBytes(values: Float32Array, pixels: Uint8Array, begin: number): void {
  const clamped = new Uint8ClampedArray(pixels.buffer, begin, values.length);
  for (let i = 0; i < values.length; i++) clamped[i] = (values[i]! + 1) * 127.5;
}
