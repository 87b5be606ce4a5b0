import type { WeightTensor } from '../contract/records';
import { weightSpecs, type WeightSpec } from '../nets/weights';
import type { ForeignNet } from './foreign-net';
import type { FoundRecipe } from './foreign-recipe';

/**
 * Keragan reads and writes pictures with OpenCV, whose colours are in the order blue, green, red; so are
 * those that its nets make and take. Turned around here, in the generator's last kernel and bias and in
 * the discriminator's first kernel, they are the studio's. Other nets stay as they are.
 */
export function withColoursInOrder(
  generator: ForeignNet,
  discriminator: ForeignNet | null,
  recipe: FoundRecipe | null,
): readonly [ForeignNet, ForeignNet | null] {
  const keragan = recipe?.settings.preset === 'keragan' && generator.nested && !generator.told;
  if (!keragan) return [generator, discriminator];
  const last = Math.max(...weightSpecs(generator.spec).map(({ layer }) => layer));
  return [
    turned(generator, ({ layer, shape }) => (layer === last ? shape.length - 1 : null)),
    discriminator &&
      turned(discriminator, ({ layer, role }) => (layer === 0 && role === 'kernel' ? 2 : null)),
  ];
}

/** A net with the order of some of its weights turned around. @param axis along which; null: not. */
function turned(net: ForeignNet, axis: (spec: WeightSpec) => number | null): ForeignNet {
  const specs = weightSpecs(net.spec);
  const weights = net.weights.map((weight, i) => {
    const along = axis(specs[i]!);
    return along === null ? weight : reversed(weight, along);
  });
  return { ...net, weights };
}

function reversed({ name, shape, values }: WeightTensor, axis: number): WeightTensor {
  const length = shape[axis]!;
  const inner = shape.slice(axis + 1).reduce((product, edge) => product * edge, 1);
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += inner) {
    const place = (at / inner) % length;
    const to = at + (length - 1 - 2 * place) * inner;
    out.set(values.subarray(at, at + inner), to);
  }
  return { name, shape, values: out };
}
