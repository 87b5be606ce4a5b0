import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type ModelState,
} from '../contract/records';
import { count, finite, id, matching, named, refuse, shape, type Check } from './check';
import type { GeneratorFields } from '../nets/kept-generator';
import { engine } from './restore-device';
import { netSpec } from './restore-net';
import { learningRates, metricRows, settings, span } from './restore-run';

/** Its tensors are decoded by tensors.ts. */
export const generatorFields = shape<GeneratorFields>({
  runId: id,
  epoch: count,
  step: count,
  createdAt: finite,
  spec: netSpec,
});

/** What a checkpoint holds besides its tensors. */
export type CheckpointFields = Omit<CheckpointRecord, 'state'> & Pick<ModelState, 'counters'>;

export const counters: Check<ModelState['counters']> = named(
  matching(/^[a-z]+(\.[a-z]+){0,3}$/, 'counter-name'),
  count,
  32,
);
const allFields = shape<CheckpointFields>({
  runId: id,
  step: count,
  epoch: count,
  savedAt: finite,
  engine,
  settings,
  learningRates,
  trainedMs: span,
  metricTail: metricRows,
  counters,
});

/** With as many rows in its tail as its step asks for. */
export const checkpointFields: Check<CheckpointFields> = (value, where) => {
  const found = allFields(value, where);
  const rows = found.metricTail.length / METRIC_COLUMNS.length;
  const expected = found.step % METRIC_BLOCK_ROWS;
  if (rows === expected) return found;
  return refuse(
    `${where}, metricTail`,
    { is: 'rows-at-step', rows: expected, step: found.step },
    rows,
  );
};
