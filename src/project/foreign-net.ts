import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';

/** A net as another tool kept it, in the studio's own layers. */
export interface ForeignNet {
  readonly tool: 'keras' | 'pytorch';
  readonly spec: NetSpec;
  /** In the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  /** What the studio tells of it, where it wrote the file itself. */
  readonly told: ReadonlyMap<string, unknown> | null;
  /** Keras: a model within a model. */
  readonly nested: boolean;
  readonly version: string;
}
