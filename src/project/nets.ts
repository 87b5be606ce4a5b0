import { StudioError } from '../contract/errors';
import { elements, inferShapes } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';
import type { NetSpec } from '../contract/net-spec';
import type { PictureShape } from '../contract/picture-shape';
import { LIMITS } from './limits';

/**
 * A network from outside: shapes that fit, of sizes that a machine can hold.
 * @throws StudioError naming the layer, or saying what is too large.
 */
export function checkNet(spec: NetSpec): void {
  if (spec.layers.length > LIMITS.layers || spec.input.length > 3) {
    throw new StudioError('file-net-too-deep', { layers: spec.layers.length, most: LIMITS.layers });
  }
  if (Math.max(elements(spec.input), ...inferShapes(spec).map(elements)) > LIMITS.layerNumbers) {
    throw new StudioError('file-layer-too-large');
  }
  const bytes = weightSpecs(spec).reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
  if (!(bytes <= LIMITS.generatorBytes)) throw new StudioError('file-net-too-large');
}

/** A network that makes pictures from latents. @throws StudioError as checkNet. */
export function checkGenerator(spec: NetSpec): PictureShape {
  checkNet(spec);
  const [height = 0, width = 0, channels = 0, more] = inferShapes(spec).at(-1) ?? [];
  if (
    spec.input.length === 1 &&
    Math.min(height, width) > 0 &&
    Math.max(height, width) <= 1024 &&
    (channels === 1 || channels === 3) &&
    more === undefined
  ) {
    return { height, width, channels };
  }
  throw new StudioError('file-net-no-generator');
}
