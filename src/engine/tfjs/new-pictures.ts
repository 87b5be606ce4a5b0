import type { StudioError } from '../../contract/errors';
import type { GeneratedPicture } from '../../contract/events';
import { Stream, normal } from '../../contract/random';
import type { GeneratorRecord } from '../../contract/records';
import { inferShapes } from '../../nets/shapes';
import { LossGuard } from '../loss-guard';
import { toRgba } from '../rgba';
import { Constants } from './constants';
import { Net } from './net';
import { paint } from './paint';

/**
 * [OUT3] Pictures of a stored generator, in inference mode, on the selected backend; decided by the
 * generator, the count and the seed. Frees all it took.
 * @param between awaited between portions, so that a run that trains goes on.
 * @param lost as `engineLost()`.
 * @throws StudioError('model-missing') where the stored weights do not fit the stored network.
 */
export async function newPictures(
  record: Pick<GeneratorRecord, 'spec' | 'weights'>,
  count: number,
  seed: number,
  between: () => Promise<void>,
  lost: Promise<StudioError> | null,
): Promise<{ imageSize: number; pictures: GeneratedPicture[] }> {
  const constants = new Constants();
  const net = new Net(record.spec, record.weights, constants);
  try {
    const latents = normal(seed, Stream.NewPictures, 0, count * record.spec.input[0]!);
    const guard = new LossGuard(lost);
    const { pixels } = await guard.wait(paint(net, null, latents, count, between));
    const [imageSize, , channels] = inferShapes(record.spec).at(-1)!;
    return { imageSize: imageSize!, pictures: toRgba(pixels, imageSize!, channels!) };
  } finally {
    net.dispose();
    constants.dispose();
  }
}
