import type { GeneratorFields } from '../nets/kept-generator';
import { HASH_BYTES } from '../contract/records';
import { bytes, listOf, nullable, refuse, shape, whole, type Check } from '../records/check';
import { CHECKPOINT, GENERATOR, one } from '../records/restore';
import { checkpointFields, generatorFields, type CheckpointFields } from '../records/restore-model';
import { storedTensors } from '../records/tensors';
import type { Packed } from './blob-headers';

const MOST_PARTS = 4096;

const sha256: Check<Uint8Array<ArrayBuffer>> = (value, where) => {
  const found = bytes(value, where);
  return found.length === HASH_BYTES
    ? found
    : refuse(where, { is: 'hash-of', count: HASH_BYTES }, found.length);
};
const packed = shape<Packed>({
  tensors: storedTensors,
  parts: listOf(shape({ bytes: whole(1, 2 ** 26), sha256: nullable(sha256) }), MOST_PARTS),
});
/** What a stored header tells, taken apart. */
interface Told<Fields> {
  readonly fields: Fields;
  readonly packed: Packed;
}
const header =
  <T extends object>(fields: Check<T>): Check<Told<T>> =>
  (value, where) => ({ fields: fields(value, where), ...shape({ packed })(value, where) });

export const restoreGeneratorHeader = one(
  header<GeneratorFields>(generatorFields),
  GENERATOR,
  'model-missing',
);
export const restoreCheckpointHeader = one(
  header<CheckpointFields>(checkpointFields),
  CHECKPOINT,
  'model-missing',
);
