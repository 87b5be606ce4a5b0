import type { PictureShape } from '../../../contract/picture-shape';
import { paintedShape } from '../../../nets/shapes';
import { DispatchList } from './dispatch';
import { inferencePass, type NetPlan } from './net-plan';
import { placesOf, storage, whole, type Storage } from './tensor';

/** Painting so many pictures from latents that are uploaded. */
export interface SamplePlan {
  readonly list: DispatchList;
  readonly count: number;
  readonly latentSize: number;
  readonly shape: PictureShape;
  /** float32 [count, latent size padded to vectors]. */
  readonly latents: Storage;
  /** u32 RGBA [count, area]. */
  readonly rgba: Storage;
  /** [count] vectors, the logit first; null without a discriminator. */
  readonly logits: Storage | null;
}

/** Generator, and the discriminator's scores where there is one, by running statistics. */
export function samplePlan(
  count: number,
  generator: NetPlan,
  discriminator: NetPlan | null,
): SamplePlan {
  const list = new DispatchList();
  const latents = storage('sample latents', count * generator.inputVectors, true);
  const made = generator.forward(list, whole(latents), inferencePass(count), null);
  const pictures = made.stages.at(-1)!.output;
  const { output } = generator.stages.at(-1)!;
  const pixels = count * placesOf(output);
  const rgba = storage('sample pixels', Math.ceil(pixels / 4), true);
  const across = Math.min(1024, Math.ceil(pixels / 64));
  list.add({
    kernel: 'pack',
    label: 'pixels',
    params: { pixels, channels: output.channels },
    tensors: { x: pictures, rgba: whole(rgba) },
    grid: [across, Math.ceil(pixels / (64 * across)), 1],
  });
  let logits: Storage | null = null;
  if (discriminator) {
    logits = storage('sample scores', count, true);
    discriminator.forward(list, pictures, inferencePass(count), whole(logits));
  }
  const latentSize = generator.spec.input[0]!;
  const shape = paintedShape(generator.spec);
  return { list, count, latentSize, shape, latents, rgba, logits };
}
