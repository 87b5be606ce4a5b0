import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../contract/net-spec';
import { foldAt } from '../../../nets/folding';
import type { WeightSpec } from '../../../nets/weights';
import type { Constants } from '../constants';
import { createLayer } from './create';
import type { Layer } from './layer';
import { COMBINE_KERNEL, foldedConvLayer } from './folded-conv';

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
  const folds = tf.getKernel(COMBINE_KERNEL, tf.getBackend()) !== undefined;
  for (let index = 0; index < specs.length; index++) {
    const fold = folds ? foldAt(specs, index) : null;
    // Weights are named by the layer that has them.
    const owner = fold?.owner ?? index;
    const last = fold ? index + 1 : index;
    const context = {
      index: owner,
      inputShape: shapeAfter(index - 1),
      outputShape: shapeAfter(last),
      constants,
      weight: (role: WeightSpec['role']) => weightOf(owner, role),
    };
    layers.push(fold ? foldedConvLayer(fold, context) : createLayer(specs[index]!, context));
    index = last;
  }
  return layers;
}
