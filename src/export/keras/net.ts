import type { KeptNet } from '../../contract/exports';
import { weightSpecs } from '../../nets/weights';
import type { H5Dataset } from '../../records/hdf5/tree';
import { ROLES } from '../layers-model';

export interface NamedWeight {
  /** As Keras calls it: `kernel`, `moving_mean`. */
  readonly name: string;
  readonly data: H5Dataset;
}

/** The weights of each layer, in Keras' order: those that Adam moves first. Kernels already lie as Keras
 *  has them. */
export function layerWeights({ spec, weights }: KeptNet): NamedWeight[][] {
  const specs = weightSpecs(spec);
  return spec.layers.map((_, index) =>
    specs.flatMap(({ layer, role }, i) => {
      if (layer !== index) return [];
      const { shape, values } = weights[i]!;
      return [{ name: ROLES[role], data: { kind: 'dataset' as const, shape, values } }];
    }),
  );
}
