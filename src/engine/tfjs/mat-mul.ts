import * as tf from '@tensorflow/tfjs-core';

/** From this inner dimension on, and this many outputs, tfjs-webgpu may split the sum. */
const SPLIT_INNER = 2000;
const SPLIT_OUTPUTS = 128;
/** tfjs-backend-webgpu's MatMulProgramType: one workgroup an output, which suits few outputs, and
 *  small tiles. */
const REDUCE_PROGRAM = 0;
const SMALL_TILE_PROGRAM = 2;
const REDUCE_OUTPUTS = 4096;
const PROGRAM_FLAG = 'WEBGPU_MATMUL_PROGRAM_TYPE';

/**
 * Runs a product so that its sum has one fixed order. tfjs-webgpu splits long sums over workgroups
 * that add to memory in any order, so that two runs of one seed would differ.
 * @param inner length of the sums.
 * @param outputs number of sums.
 */
export function inFixedOrder<T extends tf.Tensor>(
  inner: number,
  outputs: number,
  product: () => T,
): T {
  if (tf.getBackend() !== 'webgpu' || inner < SPLIT_INNER || outputs <= SPLIT_OUTPUTS) {
    return product();
  }
  const env = tf.env();
  const before = env.getNumber(PROGRAM_FLAG);
  env.set(PROGRAM_FLAG, outputs <= REDUCE_OUTPUTS ? REDUCE_PROGRAM : SMALL_TILE_PROGRAM);
  try {
    return product();
  } finally {
    env.set(PROGRAM_FLAG, before);
  }
}

/** [rows, inner] x [inner, columns], or the same of transposed tensors. */
export function matMul(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  transposeA = false,
  transposeB = false,
): tf.Tensor2D {
  const inner = transposeA ? a.shape[0] : a.shape[1];
  const outputs = (a.size / inner) * (b.size / inner);
  // The WASM kernel is fast for plain operands only.
  if (tf.getBackend() === 'wasm' && (transposeA || transposeB)) {
    return tf.tidy(() =>
      tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b),
    );
  }
  return inFixedOrder(inner, outputs, () => tf.matMul(a, b, transposeA, transposeB));
}
