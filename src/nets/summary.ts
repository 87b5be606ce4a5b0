import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { elements, inferShapes } from './shapes';
import { weightSpecs } from './weights';

export interface SummaryRow {
  readonly layer: LayerSpec;
  /** Output shape without the batch axis. */
  readonly shape: number[];
  /** Running statistics of batch norm included. */
  readonly parameters: number;
}

export interface NetSummary {
  readonly rows: SummaryRow[];
  readonly total: number;
  readonly trainable: number;
}

/**
 * A net layer by layer, for the form.
 * @throws StudioError `settings-invalid` as `inferShapes`.
 */
export function summarize(spec: NetSpec): NetSummary {
  const shapes = inferShapes(spec);
  const weights = weightSpecs(spec);
  const count = (wanted: typeof weights): number =>
    wanted.reduce((sum, weight) => sum + elements(weight.shape), 0);
  return {
    rows: spec.layers.map((layer, index) => ({
      layer,
      shape: shapes[index]!,
      parameters: count(weights.filter((weight) => weight.layer === index)),
    })),
    total: count(weights),
    trainable: count(weights.filter((weight) => weight.trainable)),
  };
}
