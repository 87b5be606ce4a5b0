import type { NetSpec } from '../../contract/net-spec';
import type { RunRecord, WeightTensor } from '../../contract/records';
import { checkTensors } from '../../nets/fit';
import { weightSpecs } from '../../nets/weights';
import type { H5Dataset } from '../../records/hdf5/tree';
import { ROLES } from '../layers-model';

/** One net of a run on its way into a file of Keras. */
export interface KerasNet {
  readonly run: RunRecord;
  readonly net: 'generator' | 'discriminator';
  readonly epoch: number;
  readonly step: number;
  readonly spec: NetSpec;
  /** In the order of `weightSpecs`: of each layer those that Adam moves first, as Keras has them too. */
  readonly weights: readonly WeightTensor[];
}

export interface NamedWeight {
  /** As Keras calls it: `kernel`, `moving_mean`. */
  readonly name: string;
  readonly data: H5Dataset;
}

/**
 * The weights of each layer, in Keras' order. Kernels already lie as Keras has them.
 * @throws StudioError `model-missing` where the weights are not the net's.
 */
export function layerWeights({ spec, weights }: KerasNet): NamedWeight[][] {
  const specs = weightSpecs(spec);
  checkTensors('weights', specs, weights);
  return spec.layers.map((_, index) =>
    specs.flatMap(({ layer, role }, i) => {
      if (layer !== index) return [];
      const { shape, values } = weights[i]!;
      return [{ name: ROLES[role], data: { kind: 'dataset' as const, shape, values } }];
    }),
  );
}
