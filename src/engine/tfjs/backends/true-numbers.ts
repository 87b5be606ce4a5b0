import * as tf from '@tensorflow/tfjs-core';

/**
 * Whether the chosen backend gives back what it was given. Browsers that keep people from being
 * recognised may put noise into what WebGL gives back, or blanks, and do not say so.
 */
export async function givesTrueNumbers(): Promise<boolean> {
  const sent = Float32Array.from({ length: 1024 }, (_, i) => (i - 512) / 7);
  const result = tf.tidy(() => tf.mul(tf.tensor1d(sent), 2));
  try {
    const found = await result.data<'float32'>();
    return sent.every((value, i) => Math.abs(found[i]! - 2 * value) < 1e-3);
  } finally {
    result.dispose();
  }
}
