import { StudioError } from '../contract/errors';
import type { GeneratedPicture } from '../contract/events';
import type { PictureShape } from '../contract/picture-shape';
import { Stream, normal } from '../contract/random';
import type { GeneratorRecord } from '../contract/records';
import { inferShapes } from '../nets/shapes';
import type { Engine } from './engine';
import { LossGuard } from './loss-guard';
import { toRgba } from './rgba';

/**
 * [OUT3] Pictures of a stored generator, in inference mode; decided by the generator, the count and
 * the seed.
 * @param between awaited between portions, with the pictures done so far; a run that trains goes on
 *   meanwhile.
 * @throws StudioError('model-missing') where the stored weights do not fit the stored network.
 */
export async function newPictures(
  engine: Pick<Engine, 'openPainter' | 'lost'>,
  { spec, weights }: Pick<GeneratorRecord, 'spec' | 'weights'>,
  count: number,
  seed: number,
  between: (done: number) => Promise<void>,
): Promise<{ shape: PictureShape; pictures: GeneratedPicture[] }> {
  const latents = normal(seed, Stream.NewPictures, 0, count * spec.input[0]!);
  const guard = new LossGuard(engine.lost);
  const painter = await guard.wait(engine.openPainter(spec, weights));
  const painting = await guard.wait(painter.paint(latents, between)).finally(() => painter.close());
  if (painting.kind === 'cancelled') throw new StudioError('cancelled', 'Cancelled.');
  const { pixels } = painting;
  const [height, width, channels] = inferShapes(spec).at(-1)!;
  const shape = { height: height!, width: width!, channels: channels! };
  return { shape, pictures: toRgba(pixels, shape) };
}
