import { HASH_BYTES, type WeightTensor } from '../contract/records';
import { elements } from '../nets/shapes';
import {
  bytes,
  count,
  finite,
  id,
  listOf,
  nullable,
  refuse,
  shape,
  whole,
  type Check,
} from '../records/check';
import { one } from '../records/restore';
import { MOST_TENSORS, checkpointFields, tensorHeader } from '../records/restore-model';
import { netSpec } from '../records/restore-net';
import type { Packed } from './blob-blocks';
import type { CheckpointHeader, GeneratorHeader } from './blob-headers';

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
  const expected = found.groups.flat().reduce((sum, header) => sum + 4 * elements(header.shape), 0);
  const there = found.parts.reduce((sum, part) => sum + part.bytes, 0);
  return expected === there ? found : refuse(where, `parts of ${expected} bytes in all`, there);
};

const generatorHeader = shape<GeneratorHeader>({
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
/** Two nets of three groups of tensors each; see blob-headers.ts. */
const checkpointHeader: Check<CheckpointHeader> = (value, where) => {
  const found = checkpointHeadFields(value, where);
  const { length } = found.packed.groups;
  return length === 6 ? found : refuse(`${where}, packed`, '6 groups of tensors', length);
};

export const restoreGeneratorHeader = one(generatorHeader, 'A kept generator', 'model-missing');
export const restoreCheckpointHeader = one(
  checkpointHeader,
  'A saved state of a run',
  'model-missing',
);
