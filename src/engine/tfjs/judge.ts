import * as tf from '@tensorflow/tfjs-core';
import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { elements } from '../../nets/shapes';
import { openJudge, type OpenJudge } from '../judge';
import { portionOf } from '../painter';
import { Constants } from './constants';
import { Net } from './net';
import { INFERENCE } from './painter';

/**
 * What a discriminator says of pictures, in one go.
 * @param pixels uint8 [count, height, width, channels].
 * @returns a logit each.
 */
export async function judgeBy(discriminator: Net, pixels: Uint8Array): Promise<Float32Array> {
  const said = tf.tidy(() => {
    const values = Float32Array.from(pixels, (byte) => byte / 127.5 - 1);
    const { input } = discriminator.spec;
    const pictures = tf.tensor(values, [values.length / elements(input), ...input]);
    return discriminator.run(pictures, INFERENCE);
  });
  try {
    return await said.data<'float32'>();
  } finally {
    said.dispose();
  }
}

/**
 * A discriminator alone, on the active backend.
 * @throws StudioError('model-missing') where the weights do not fit the network.
 */
export function openTfjsJudge(spec: NetSpec, weights: readonly WeightTensor[]): OpenJudge {
  const constants = new Constants();
  const net = new Net(spec, weights, constants);
  const [height, width, channels] = spec.input as [number, number, number];
  const size = elements(spec.input);
  const most = portionOf({ height, width, channels });
  const judge = async (pixels: Uint8Array): Promise<Float32Array> => {
    const logits = new Float32Array(pixels.length / size);
    for (let from = 0; from < logits.length; from += most) {
      const some = pixels.subarray(from * size, (from + most) * size);
      logits.set(await judgeBy(net, some), from);
    }
    return logits;
  };
  return openJudge(judge, () => {
    net.dispose();
    constants.dispose();
  });
}
