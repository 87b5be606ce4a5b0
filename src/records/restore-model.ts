import { countOf } from '../contract/count';
import { ENGINE_CHOICES } from '../contract/hyperparameters';
import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type EngineId,
  type GeneratorRecord,
  type NetState,
  type WeightTensor,
} from '../contract/records';
import { elements } from '../nets/shapes';
import {
  count,
  finite,
  floats,
  id,
  listOf,
  matching,
  oneOf,
  refuse,
  shape,
  whole,
  type Check,
} from './check';
import { netSpec } from './restore-net';
import { learningRates, metricRows, settings, span } from './restore-run';

/** Numbers in one tensor; a gigabyte of them. */
const LARGEST_TENSOR = 2 ** 28;
export const MOST_TENSORS = 4096;

const tensorName = matching(
  /^\d{1,4}\/(kernel|bias|gamma|beta|movingMean|movingVariance)$/,
  'a layer and what the tensor is there, like 0/kernel',
);
const tensorShape: Check<number[]> = (value, where) => {
  const found = listOf(whole(1, LARGEST_TENSOR), 6)(value, where);
  if (elements(found) <= LARGEST_TENSOR) return found;
  return refuse(where, `a shape of up to ${countOf(LARGEST_TENSOR, 'number')}`, found.join(' × '));
};
export const tensorHeader = { name: tensorName, shape: tensorShape };
const tensorFields = shape<WeightTensor>({ ...tensorHeader, values: floats });

/** A tensor of numbers: as many as its shape says, and none that is NaN or infinite. */
const tensor: Check<WeightTensor> = (value, where) => {
  const found = tensorFields(value, where);
  const { name, shape: edges, values } = found;
  const size = elements(edges);
  const which = `${where} (${name})`;
  if (size !== values.length)
    return refuse(which, `a tensor of ${countOf(size, 'number')}`, values.length);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return refuse(which, 'a tensor of finite numbers', values[i]!);
  }
  return found;
};
const tensors = listOf(tensor, MOST_TENSORS);

export const generator = shape<GeneratorRecord>({
  runId: id,
  epoch: count,
  step: count,
  createdAt: finite,
  spec: netSpec,
  weights: tensors,
});

const net = shape<NetState>({
  weights: tensors,
  adam: shape({ step: count, first: tensors, second: tensors }),
});

const ENGINES = ENGINE_CHOICES.filter((engine): engine is EngineId => engine !== 'automatic');

/** What a checkpoint holds besides its tensors. */
export const checkpointFields = {
  runId: id,
  step: count,
  epoch: count,
  savedAt: finite,
  engine: oneOf(ENGINES),
  settings,
  learningRates,
  trainedMs: span,
  metricTail: metricRows,
};
const wholeCheckpoint = shape<CheckpointRecord>({
  ...checkpointFields,
  state: shape({ generator: net, discriminator: net }),
});

/** A checkpoint with as many rows in its tail as its step asks for. */
export const checkpoint: Check<CheckpointRecord> = (value, where) => {
  const found = wholeCheckpoint(value, where);
  const rows = found.metricTail.length / METRIC_COLUMNS.length;
  const expected = found.step % METRIC_BLOCK_ROWS;
  if (rows !== expected) {
    return refuse(
      `${where}, metricTail`,
      `${countOf(expected, 'row')} at step ${found.step}`,
      rows,
    );
  }
  return found;
};
