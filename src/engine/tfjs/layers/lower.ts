import type * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../contract/net-spec';
import type { WeightSpec } from '../../../nets/weights';
import type { Constants } from '../constants';
import { createLayer } from './create';
import type { Layer } from './layer';
import { mergeOf, mergedConvLayer } from './merged-conv';

interface Surroundings {
  readonly constants: Constants;
  readonly weightOf: (index: number, role: WeightSpec['role']) => tf.Tensor;
}

/**
 * The layers of a net for the selected backend; two that it computes as one are one.
 * @param shapeAfter the shape after a layer, without the batch axis; of the net's input after -1.
 */
export function lower(
  specs: readonly LayerSpec[],
  shapeAfter: (index: number) => readonly number[],
  { constants, weightOf }: Surroundings,
): Layer[] {
  const layers: Layer[] = [];
  for (let index = 0; index < specs.length; index++) {
    const spec = specs[index]!;
    const inputShape = shapeAfter(index - 1);
    const merge = mergeOf(spec, specs[index + 1], inputShape);
    // Weights are named by the layer that has them.
    const owner = merge?.kind === 'doubling' ? index + 1 : index;
    const last = merge ? index + 1 : index;
    const context = {
      index: owner,
      inputShape,
      outputShape: shapeAfter(last),
      constants,
      weight: (role: WeightSpec['role']) => weightOf(owner, role),
    };
    layers.push(merge ? mergedConvLayer(merge, context) : createLayer(spec, context));
    index = last;
  }
  return layers;
}
