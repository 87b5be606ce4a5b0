import type { LayerKind } from '../net-spec';
import type { KindsOf, Nothing } from './of';

/** Of prints that a generator cannot paint. */
export interface PrintErrors {
  /** A layer that a larger map would give another meaning. */
  'print-net-not-local': { readonly layer: number; readonly layerKind: LayerKind };
  /** No first block that makes a map of a latent. */
  'print-net-no-map': Nothing;
}

export const PRINT_ERROR_KINDS: KindsOf<PrintErrors> = {
  'print-net-not-local': 'model-missing',
  'print-net-no-map': 'model-missing',
};
