import * as tf from '@tensorflow/tfjs-core';
import type { NetSpec } from '../../contract/net-spec';
import type { PictureShape } from '../../contract/picture-shape';
import type { WeightTensor } from '../../contract/records';
import { paintedShape } from '../../nets/shapes';
import { PortionPainter, portionOf, type Painter, type PortionSource } from '../painter';
import { Constants } from './constants';
import type { Pass } from './layers/layer';
import { Net } from './net';

export const INFERENCE: Pass = { mode: 'inference', dropout: () => new Float32Array(0) };

/**
 * A painter of a generator alone, on the active backend.
 * @param limit pictures of a portion, at most.
 * @throws StudioError('model-missing') where the weights do not fit the network.
 */
export function openTfjsPainter(
  spec: NetSpec,
  weights: readonly WeightTensor[],
  limit?: number,
): Painter {
  const constants = new Constants();
  const net = new Net(spec, weights, constants);
  return new PortionPainter(
    new NetPortions(net, null, limit, () => {
      net.dispose();
      constants.dispose();
    }),
  );
}

/** Portions by nets that are held elsewhere, as they are when a portion begins. */
export class NetPortions implements PortionSource {
  readonly latentSize: number;
  readonly shape: PictureShape;
  readonly most: number;

  constructor(
    private readonly generator: Net,
    private readonly discriminator: Net | null,
    limit?: number,
    readonly destroy: () => void = () => undefined,
  ) {
    this.latentSize = generator.spec.input[0]!;
    this.shape = paintedShape(generator.spec);
    this.most = portionOf(this.shape, limit);
  }

  async paint(
    latents: Float32Array,
    pixels: Uint8Array,
    logits: Float32Array | null,
  ): Promise<void> {
    const { generator, discriminator, latentSize } = this;
    const made = tf.tidy((): tf.Tensor[] => {
      const z = tf.tensor2d(latents, [latents.length / latentSize, latentSize]);
      const pictures = generator.run(z, INFERENCE);
      return discriminator ? [pictures, discriminator.run(pictures, INFERENCE)] : [pictures];
    });
    try {
      const [values, said] = await Promise.all(made.map((tensor) => tensor.data<'float32'>()));
      toBytes(values!, pixels);
      if (said) logits?.set(said);
    } finally {
      tf.dispose(made);
    }
  }
}

/** -1..1 to 0..255, rounded; a Uint8ClampedArray rounds ties to even, as numpy does. */
function toBytes(values: Float32Array, pixels: Uint8Array): void {
  const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
  for (let i = 0; i < values.length; i++) clamped[i] = (values[i]! + 1) * 127.5;
}
