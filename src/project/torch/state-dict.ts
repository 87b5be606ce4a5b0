import { StudioError } from '../../contract/errors';
import { FOREIGN_HEAD, isOldTorch } from '../../contract/foreign-nets';
import { LITTLE, swap } from '../../records/numbers';
import { ArchiveReader } from '../archive-reader';
import { LIMITS } from '../limits';
import {
  isTensor,
  torchDamaged,
  unpickle,
  type Pickled,
  type Storage,
  type Tensor,
} from './pickle';

/** Tensors of a state dict by their names, in its order. */
export interface StateDict {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The float32 of a storage. @throws StudioError. */
  readonly numbers: (storage: Storage, tensor: string) => Promise<Float32Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
}

/** Bytes of the pickle of a ZIP: names and shapes alone. */
const PICKLE_BYTES = 4 * 2 ** 20;

/**
 * What `torch.save(net.state_dict(), ...)` wrote, as a ZIP (since PyTorch 1.6) or as one run of pickles.
 * @throws StudioError `file-unreadable`.
 */
export async function openStateDict(file: Blob): Promise<StateDict> {
  const most = LIMITS.foreignBytes;
  if (file.size > most) throw new StudioError('file-foreign-too-large', { bytes: file.size, most });
  const head = new Uint8Array(await file.slice(0, FOREIGN_HEAD).arrayBuffer());
  return isOldTorch(head) ? await oldDict(file) : await zippedDict(file);
}

async function zippedDict(file: Blob): Promise<StateDict> {
  const archive = await ArchiveReader.open(file);
  try {
    const pickle = await archive.read('data.pkl', PICKLE_BYTES);
    const order = archive.has('byteorder') ? await archive.read('byteorder', 16) : new Uint8Array();
    if (new TextDecoder().decode(order) === 'big') throw new StudioError('file-torch-big-endian');
    return {
      tensors: tensorsIn(unpickle(pickle).value),
      numbers: async (storage, tensor) => {
        floatOnly(storage, tensor);
        const bytes = await archive.read(`data/${storage.key}`, LIMITS.foreignBytes);
        if (bytes.length < 4 * storage.count) torchDamaged(0);
        return floats(bytes.slice(0, 4 * storage.count));
      },
      close: () => archive.close(),
    };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/** Five pickles (its number, version and sizes, the state dict, the keys of storages), then for each key
 *  how many numbers, and the numbers. */
async function oldDict(file: Blob): Promise<StateDict> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let at = 0;
  const next = (): Pickled => {
    const { value, end } = unpickle(bytes, at);
    at = end;
    return value;
  };
  next();
  next();
  const system = next();
  if (system instanceof Map && system.get('little_endian') === false)
    throw new StudioError('file-torch-big-endian');
  const tensors = tensorsIn(next());
  const keys = next();
  if (!Array.isArray(keys)) torchDamaged(at);
  const sizes = new Map([...tensors.values()].map(({ storage }) => [storage.key, storage]));
  const view = new DataView(bytes.buffer);
  const places = new Map<string, number>();
  for (const key of keys as readonly Pickled[]) {
    const storage = typeof key === 'string' ? sizes.get(key) : undefined;
    if (!storage || at + 8 > bytes.length) torchDamaged(at);
    if (Number(view.getBigInt64(at, true)) !== storage.count) torchDamaged(at);
    places.set(storage.key, at + 8);
    at += 8 + storage.count * (SIZES[storage.type] ?? torchDamaged(at));
  }
  return {
    tensors,
    numbers: (storage, tensor) => {
      floatOnly(storage, tensor);
      const from = places.get(storage.key);
      const end = (from ?? Infinity) + 4 * storage.count;
      if (from === undefined || !(end <= bytes.length)) torchDamaged(from ?? at);
      return Promise.resolve(floats(bytes.slice(from, end)));
    },
    close: () => Promise.resolve(),
  };
}

/** Bytes of a number of each kind. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ FloatStorage: 4, DoubleStorage: 8, HalfStorage: 2, BFloat16Storage: 2, LongStorage: 8 },
  ...{ IntStorage: 4, ShortStorage: 2, CharStorage: 1, ByteStorage: 1, BoolStorage: 1 },
};

function floatOnly({ type }: Storage, tensor: string): void {
  if (type !== 'FloatStorage') throw new StudioError('file-torch-numbers', { tensor, found: type });
}

function floats(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  if (!LITTLE) swap(bytes, 4);
  return new Float32Array(bytes.buffer);
}

const MOST_TENSORS = 1000;

function tensorsIn(value: Pickled): ReadonlyMap<string, Tensor> {
  if (!(value instanceof Map)) throw new StudioError('file-torch-no-dict');
  const found = new Map<string, Tensor>();
  for (const [key, tensor] of value) {
    if (typeof key !== 'string' || !isTensor(tensor) || key.length > 200)
      throw new StudioError('file-torch-no-dict');
    found.set(key, tensor);
  }
  if (found.size === 0 || found.size > MOST_TENSORS) throw new StudioError('file-torch-no-dict');
  return found;
}
