import type { GanSpec, LayerSpec } from '../../contract/net-spec';
import { elements, inputShapes } from '../shapes';

/** Of the leaky ReLUs of all presets, near enough. */
const SLOPE = 0.2;

/**
 * The same discriminator without batch norm. What batch norm did is done otherwise: every layer has a
 * bias, and weights begin as N(0, 2 / ((1 + slope^2) fanIn)), which keeps the scale of what passes
 * through (He et al. 2015, equation 15). One that has none stays as it is.
 */
export function withoutNorm(gan: GanSpec): GanSpec {
  const { input, layers } = gan.discriminator;
  if (!layers.some(({ kind }) => kind === 'batchNorm')) return gan;
  const shapes = inputShapes(gan.discriminator);
  const own = layers.flatMap((layer, index): LayerSpec[] => {
    if (layer.kind === 'batchNorm') return [];
    if (layer.kind !== 'conv' && layer.kind !== 'dense') return [layer];
    const taps = layer.kind === 'conv' ? layer.kernel ** 2 : 1;
    const fanIn = layer.kind === 'conv' ? taps * shapes[index]![2]! : elements(shapes[index]!);
    const deviation = Math.sqrt(2 / ((1 + SLOPE ** 2) * fanIn));
    return [{ ...layer, bias: true, initializer: { kind: 'normal', deviation } }];
  });
  return { ...gan, discriminator: { input, layers: own } };
}
