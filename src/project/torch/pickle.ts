import { StudioError } from '../../contract/errors';
import { shortName } from '../fields';

/**
 * What PyTorch pickles of a state dict: names, tensors by their storages, numbers. Pickle is a program
 * that can call whatever it names; here it is read for its data alone. Nothing is called: the few globals
 * below stand for what they make, and any other is refused.
 */

/** A run of numbers that lies elsewhere in the file. */
export interface Storage {
  readonly kind: 'storage';
  /** As PyTorch names it: `FloatStorage`. */
  readonly type: string;
  readonly key: string;
  readonly count: number;
}

/** Numbers of a storage, from `offset` on, so many apart along each edge. */
export interface Tensor {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

interface Global {
  readonly kind: 'global';
  readonly name: string;
}

export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | Map<Pickled, Pickled>
  | Storage
  | Tensor
  | Global;

const DICT = 'collections.OrderedDict';
const TENSOR = 'torch._utils._rebuild_tensor_v2';
const PARAMETER = 'torch._utils._rebuild_parameter';
const STORAGES = /^torch\.(?:Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Storage$/;

/** Far more than a state dict has. */
const MOST_STEPS = 1_000_000;

export function torchDamaged(at: number): never {
  throw new StudioError('file-torch-damaged', { at });
}

type Slot = Pickled | typeof MARK;
const MARK = Symbol('mark');

/** One pickled object, and where the next thing lies. @throws StudioError `file-unreadable`. */
export function unpickle(
  bytes: Uint8Array<ArrayBuffer>,
  from = 0,
): { readonly value: Pickled; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Slot[] = [];
  const memo = new Map<number, Slot>();
  let at = from;
  const take = (length: number): number => {
    const here = at;
    at += length;
    if (!(length >= 0 && at <= bytes.length)) torchDamaged(here);
    return here;
  };
  const text = (length: number): string => {
    const here = take(length);
    return new TextDecoder().decode(bytes.subarray(here, here + length));
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0 || end - at > 1000) torchDamaged(at);
    const found = text(end - at);
    take(1);
    return found;
  };
  const pop = (): Pickled => {
    const top = stack.pop();
    return top === undefined || top === MARK ? torchDamaged(at) : top;
  };
  const sinceMark = (): Pickled[] => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) torchDamaged(at);
    const found = stack.splice(mark) as Pickled[];
    return found.slice(1);
  };
  const dict = (): Map<Pickled, Pickled> => {
    const top = stack.at(-1);
    return top instanceof Map ? top : torchDamaged(at);
  };
  const set = (into: Map<Pickled, Pickled>, pairs: readonly Pickled[]): void => {
    if (pairs.length % 2 !== 0) torchDamaged(at);
    for (let i = 0; i < pairs.length; i += 2) into.set(pairs[i]!, pairs[i + 1]!);
  };
  const extend = (more: readonly Pickled[]): void => {
    const list = stack.pop();
    if (!Array.isArray(list)) torchDamaged(at);
    stack.push([...(list as readonly Pickled[]), ...more]);
  };

  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const op = bytes[take(1)]!;
    switch (op) {
      case 0x80: // PROTO
        take(1);
        break;
      case 0x95: // FRAME
        take(8);
        break;
      case 0x7d: // EMPTY_DICT
        stack.push(new Map());
        break;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([]);
        break;
      case 0x28: // MARK
        stack.push(MARK);
        break;
      case 0x71: // BINPUT
        memo.set(bytes[take(1)]!, stack.at(-1) ?? torchDamaged(at));
        break;
      case 0x72: // LONG_BINPUT
        memo.set(view.getUint32(take(4), true), stack.at(-1) ?? torchDamaged(at));
        break;
      case 0x94: // MEMOIZE
        memo.set(memo.size, stack.at(-1) ?? torchDamaged(at));
        break;
      case 0x68: // BINGET
      case 0x6a: {
        // LONG_BINGET
        const key = op === 0x68 ? bytes[take(1)]! : view.getUint32(take(4), true);
        if (!memo.has(key)) torchDamaged(at);
        stack.push(memo.get(key)!);
        break;
      }
      case 0x58: // BINUNICODE
        stack.push(text(view.getUint32(take(4), true)));
        break;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(text(bytes[take(1)]!));
        break;
      case 0x4a: // BININT
        stack.push(view.getInt32(take(4), true));
        break;
      case 0x4b: // BININT1
        stack.push(bytes[take(1)]!);
        break;
      case 0x4d: // BININT2
        stack.push(view.getUint16(take(2), true));
        break;
      case 0x8a: {
        // LONG1: only its size matters where it is larger than what can be counted.
        const length = bytes[take(1)]!;
        const here = take(length);
        let value = 0;
        for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[here + i]!;
        stack.push(value);
        break;
      }
      case 0x47: // BINFLOAT
        stack.push(view.getFloat64(take(8), false));
        break;
      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
      case 0x89: // NEWFALSE
        stack.push(op === 0x88);
        break;
      case 0x63: // GLOBAL
        stack.push(globalOf(`${line()}.${line()}`));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const [name, module] = [pop(), pop()];
        if (typeof name !== 'string' || typeof module !== 'string') torchDamaged(at);
        stack.push(globalOf(`${module}.${name}`));
        break;
      }
      case 0x51: // BINPERSID
        stack.push(storageOf(pop(), at));
        break;
      case 0x52: {
        // REDUCE
        const args = pop();
        stack.push(reduced(pop(), args, at));
        break;
      }
      case 0x74: // TUPLE
        stack.push(sinceMark());
        break;
      case 0x85: // TUPLE1 to TUPLE3
      case 0x86:
      case 0x87: {
        const some: Pickled[] = [];
        for (let i = 0x84; i < op; i++) some.unshift(pop());
        stack.push(some);
        break;
      }
      case 0x73: {
        // SETITEM
        const value = pop();
        const key = pop();
        set(dict(), [key, value]);
        break;
      }
      case 0x75: {
        // SETITEMS
        const pairs = sinceMark();
        set(dict(), pairs);
        break;
      }
      case 0x61: // APPEND
        extend([pop()]);
        break;
      case 0x65: // APPENDS
        extend(sinceMark());
        break;
      case 0x62: // BUILD: `_metadata`, versions of modules.
        pop();
        dict();
        break;
      case 0x2e: // STOP
        return { value: pop(), end: at };
      default:
        throw new StudioError('file-torch-opcode', { opcode: op });
    }
  }
  return torchDamaged(at);
}

function globalOf(name: string): Global {
  if (name === DICT || name === TENSOR || name === PARAMETER || STORAGES.test(name))
    return { kind: 'global', name };
  throw new StudioError('file-torch-global', { found: shortName(name) });
}

const isGlobal = (value: Pickled): value is Global =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'global';

/** A place of numbers: ('storage', its type, its key, where it was, how many). */
function storageOf(value: Pickled, at: number): Storage {
  const [what, type, key, , count] = Array.isArray(value) ? (value as readonly Pickled[]) : [];
  if (what !== 'storage' || type === undefined || !isGlobal(type) || typeof key !== 'string')
    torchDamaged(at);
  if (typeof count !== 'number' || key.length > 100) return torchDamaged(at);
  return { kind: 'storage', type: type.name.slice('torch.'.length), key, count };
}

/** What a call of one of the known globals would make. */
function reduced(callee: Pickled, value: Pickled, at: number): Pickled {
  if (!isGlobal(callee) || !Array.isArray(value)) torchDamaged(at);
  const args = value as readonly Pickled[];
  switch (callee.name) {
    case DICT:
      return args.length === 0 ? new Map() : torchDamaged(at);
    case PARAMETER:
      return args[0] ?? torchDamaged(at);
    case TENSOR: {
      const [storage, offset, shape, strides] = args;
      if (!isStorage(storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides))
        torchDamaged(at);
      if (shape.length !== strides.length || shape.length > 8) torchDamaged(at);
      return { kind: 'tensor', storage, offset, shape, strides };
    }
    default:
      return torchDamaged(at);
  }
}

const isStorage = (value: Pickled | undefined): value is Storage =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'storage';
export const isTensor = (value: Pickled | undefined): value is Tensor =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';
const isCount = (value: Pickled | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isCounts = (value: Pickled | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((one: Pickled) => isCount(one));
