import { countOf } from '../contract/count';
import { ENGINE_CHOICES } from '../contract/hyperparameters';
import {
  HASH_BYTES,
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type EngineId,
  type GeneratorRecord,
  type NetState,
  type WeightTensor,
} from '../contract/records';
import {
  bytes,
  count,
  finite,
  floats,
  id,
  listOf,
  matching,
  nullable,
  oneOf,
  refuse,
  shape,
  whole,
  type Check,
} from './check';
import type { CheckpointHeader, GeneratorHeader } from './blob-headers';
import { sizeOf, type Packed } from './blob-blocks';
import { netSpec } from './restore-net';
import { learningRates, metricRows, settings, span } from './restore-run';

/** Numbers in one tensor; a gigabyte of them. */
const LARGEST_TENSOR = 2 ** 28;
const MOST_TENSORS = 4096;

const tensorName = matching(
  /^\d{1,4}\/(kernel|bias|gamma|beta|movingMean|movingVariance)$/,
  'a layer and what the tensor is there, like 0/kernel',
);
const tensorShape: Check<number[]> = (value, where) => {
  const found = listOf(whole(1, LARGEST_TENSOR), 6)(value, where);
  if (sizeOf(found) <= LARGEST_TENSOR) return found;
  return refuse(where, `a shape of up to ${countOf(LARGEST_TENSOR, 'number')}`, found.join(' × '));
};
const tensorHeader = { name: tensorName, shape: tensorShape };
const tensorFields = shape<WeightTensor>({ ...tensorHeader, values: floats });

/** A tensor of numbers: as many as its shape says, and none that is NaN or infinite. */
const tensor: Check<WeightTensor> = (value, where) => {
  const found = tensorFields(value, where);
  const { name, shape: edges, values } = found;
  const size = sizeOf(edges);
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
const checkpointFields = {
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

const sha256: Check<Uint8Array<ArrayBuffer>> = (value, where) => {
  const found = bytes(value, where);
  return found.length === HASH_BYTES ? found : refuse(where, '32 bytes', found.length);
};
const packedFields = shape<Packed>({
  groups: listOf(listOf(shape<Omit<WeightTensor, 'values'>>(tensorHeader), MOST_TENSORS), 6),
  parts: listOf(shape({ bytes: whole(1, 2 ** 26), sha256: nullable(sha256) }), MOST_TENSORS),
});

/** What a header says of its tensors; their shapes and the parts come to the same bytes. */
const packed: Check<Packed> = (value, where) => {
  const found = packedFields(value, where);
  const expected = found.groups.flat().reduce((sum, header) => sum + 4 * sizeOf(header.shape), 0);
  const there = found.parts.reduce((sum, part) => sum + part.bytes, 0);
  return expected === there ? found : refuse(where, `parts of ${expected} bytes in all`, there);
};

export const generatorHeader = shape<GeneratorHeader>({
  version: count,
  runId: id,
  epoch: count,
  step: count,
  createdAt: finite,
  spec: netSpec,
  packed,
});
const checkpointHeadFields = shape<CheckpointHeader>({
  version: count,
  ...checkpointFields,
  adamSteps: shape({ generator: count, discriminator: count }),
  packed,
});
/** Two nets of three groups of tensors each; see headers.ts. */
export const checkpointHeader: Check<CheckpointHeader> = (value, where) => {
  const found = checkpointHeadFields(value, where);
  const { length } = found.packed.groups;
  return length === 6 ? found : refuse(`${where}, packed`, '6 groups of tensors', length);
};
