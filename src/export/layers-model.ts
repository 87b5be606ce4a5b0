import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { checkTensors } from '../nets/fit';
import { weightSpecs, type WeightRole } from '../nets/weights';
import { encodeTensors } from '../records/tensors';
import { layerName, sequential, type LayerJson } from './layers-topology';

/** The JSON of a TensorFlow.js layers model; `tf.loadLayersModel` reads it. */
export interface LayersModelJson {
  readonly format: 'layers-model';
  readonly generatedBy: string;
  readonly convertedBy: null;
  readonly modelTopology: {
    readonly keras_version: string;
    readonly backend: string;
    readonly model_config: LayerJson;
  };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: 'float32';
    }[];
  }[];
}

export interface LayersModel {
  readonly json: LayersModelJson;
  /** Each file of weights, in the manifest's order: float32, little-endian. */
  readonly shards: readonly { readonly path: string; readonly data: Uint8Array<ArrayBuffer> }[];
}

/** Bytes per file of weights, as TensorFlow.js' own converter cuts them. */
const SHARD_BYTES = 4 * 2 ** 20;

/** Keras' names of the weights of a layer. */
export const ROLES: Readonly<Record<WeightRole, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
};

/**
 * A net and its weights as a TensorFlow.js layers model. Kernels already lie as TensorFlow has
 * them, so that no number is moved.
 * @param fileName of a file of weights, from its plain name.
 * @throws StudioError `model-missing` where the weights are not the net's.
 */
export function layersModel(
  spec: NetSpec,
  weights: readonly WeightTensor[],
  name: string,
  fileName: (part: string) => string = (part) => part,
): LayersModel {
  const specs = weightSpecs(spec);
  checkTensors('weights', specs, weights);
  const blocks = [...encodeTensors({ weights }, SHARD_BYTES)];
  const shards = blocks.map((data, i) => ({
    path: fileName(`group1-shard${i + 1}of${blocks.length}.bin`),
    data,
  }));
  return {
    shards,
    json: {
      format: 'layers-model',
      generatedBy: 'Atelier',
      convertedBy: null,
      modelTopology: {
        keras_version: '2.15.0',
        backend: 'tensor_flow.js',
        model_config: sequential(spec, name),
      },
      weightsManifest: [
        {
          paths: shards.map(({ path }) => path),
          weights: specs.map((wanted) => ({
            name: `${layerName(wanted.layer, spec.layers[wanted.layer]!)}/${ROLES[wanted.role]}`,
            shape: wanted.shape,
            dtype: 'float32',
          })),
        },
      ],
    },
  };
}
