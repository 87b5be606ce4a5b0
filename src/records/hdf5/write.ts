import { toBytes } from '../numbers';
import { Bytes } from './bytes';
import {
  ENTRY_BYTES,
  INTERNAL_K,
  LEAF_K,
  LONGEST_MESSAGE,
  MESSAGE,
  SIGNATURE,
  UNDEFINED,
  up8,
  type H5Attribute,
  type H5Dataset,
  type H5Group,
  type H5Node,
} from './tree';

const SUPERBLOCK_BYTES = 96;

/** Where an object lies; of a group, also its tree and its names. */
interface Placed {
  readonly header: number;
  readonly table: { readonly tree: number; readonly heap: number } | null;
}

/**
 * A file of HDF5 as its oldest readers know it: superblock 0, symbol tables, contiguous float32.
 * @returns its parts, in their order.
 * @throws RangeError where a group has more children, or an attribute more bytes, than such a file
 *   holds; whoever makes the tree keeps within both.
 */
export function writeHdf5(root: H5Group): Uint8Array<ArrayBuffer>[] {
  const file = new Parts();
  const { header, table } = placeGroup(root, file);
  const { tree, heap } = table!;
  const superblock = new Bytes()
    .bytes(SIGNATURE)
    .u8(0, 0, 0, 0, 0, 8, 8, 0)
    .u16(LEAF_K)
    .u16(INTERNAL_K)
    .u32(0)
    .u64(0)
    .u64(UNDEFINED)
    .u64(file.end)
    .u64(UNDEFINED)
    .bytes(entry(0, { header, table: { tree, heap } }));
  return [superblock.done(), ...file.parts];
}

/** Parts one after the other, each at an address that is a multiple of eight. */
class Parts {
  readonly parts: Uint8Array<ArrayBuffer>[] = [];
  end = SUPERBLOCK_BYTES;

  put(bytes: Uint8Array<ArrayBuffer>): number {
    const at = this.end;
    const rest = up8(bytes.length) - bytes.length;
    this.parts.push(bytes);
    if (rest > 0) this.parts.push(new Uint8Array(rest));
    this.end += bytes.length + rest;
    return at;
  }
}

const place = (node: H5Node, file: Parts): Placed =>
  node.kind === 'group' ? placeGroup(node, file) : placeDataset(node, file);

function placeGroup({ attributes, children }: H5Group, file: Parts): Placed {
  // Readers look names up by halves: they are in the order of their bytes.
  const names = [...children.keys()].sort((a, b) => compare(encode(a), encode(b)));
  const offsets = new Map<string, number>();
  const heapData = new Bytes().zeros(8);
  for (const name of names) {
    offsets.set(name, heapData.length);
    heapData.bytes(encode(name)).u8(0).pad();
  }
  const entries = names.map((name) => ({
    offset: offsets.get(name)!,
    bytes: entry(offsets.get(name)!, place(children.get(name)!, file)),
  }));
  const data = file.put(heapData.done());
  // A heap without room to spare has no list of it: offset 1 says so.
  const heapHead = new Bytes().bytes(encode('HEAP')).u8(0, 0, 0, 0);
  const heap = file.put(heapHead.u64(heapData.length).u64(1).u64(data).done());
  const tree = placeTree(entries, file);
  const messages = [
    message(MESSAGE.symbolTable, new Bytes().u64(tree).u64(heap).done()),
    ...[...attributes].map(([name, value]) => attribute(name, value)),
  ];
  return { header: file.put(objectHeader(messages)), table: { tree, heap } };
}

/** A tree of one node, over as many symbol nodes as it takes. */
function placeTree(
  entries: readonly { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }[],
  file: Parts,
): number {
  const leaves = Math.ceil(entries.length / (2 * LEAF_K));
  if (leaves > 2 * INTERNAL_K) throw new RangeError(`too many for one group: ${entries.length}`);
  const tree = new Bytes()
    .bytes(encode('TREE'))
    .u8(0, 0)
    .u16(leaves)
    .u64(UNDEFINED)
    .u64(UNDEFINED)
    .u64(0);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const some = entries.slice(leaf * 2 * LEAF_K, (leaf + 1) * 2 * LEAF_K);
    const node = new Bytes().bytes(encode('SNOD')).u8(1, 0).u16(some.length);
    for (const { bytes } of some) node.bytes(bytes);
    node.zeros((2 * LEAF_K - some.length) * ENTRY_BYTES);
    tree.u64(file.put(node.done())).u64(some.at(-1)!.offset);
  }
  tree.zeros((2 * INTERNAL_K - leaves) * 16);
  return file.put(tree.done());
}

function placeDataset({ shape, values }: H5Dataset, file: Parts): Placed {
  const data = file.put(toBytes([values]));
  const messages = [
    message(MESSAGE.dataspace, dataspace(shape)),
    message(MESSAGE.datatype, FLOAT32),
    // Version 2, allocated late, written where it is set, and set to nothing: zeros.
    message(MESSAGE.fillValue, new Bytes().u8(2, 2, 2, 1).u32(0).done()),
    message(MESSAGE.layout, new Bytes().u8(3, 1).u64(data).u64(values.byteLength).done()),
  ];
  return { header: file.put(objectHeader(messages)), table: null };
}

function entry(name: number, { header, table }: Placed): Uint8Array<ArrayBuffer> {
  const bytes = new Bytes().u64(name).u64(header);
  if (!table) return bytes.u32(0).u32(0).zeros(16).done();
  return bytes.u32(1).u32(0).u64(table.tree).u64(table.heap).done();
}

function objectHeader(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = messages.reduce((sum, { length }) => sum + length, 0);
  const head = new Bytes().u8(1, 0).u16(messages.length).u32(1).u32(size).pad();
  for (const one of messages) head.bytes(one);
  return head.done();
}

function message(kind: number, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const size = up8(data.length);
  if (size > LONGEST_MESSAGE) throw new RangeError(`too long for one message: ${data.length}`);
  return new Bytes().u16(kind).u16(size).u8(0, 0, 0, 0).bytes(data).pad().done();
}

function attribute(name: string, value: H5Attribute): Uint8Array<ArrayBuffer> {
  const texts = (typeof value === 'string' ? [value] : value).map(encode);
  const longest = Math.max(1, ...texts.map(({ length }) => length));
  const type = texts.length > 0 ? textType(longest) : FLOAT64;
  const space = dataspace(typeof value === 'string' ? [] : [value.length]);
  const title = encode(name);
  const data = new Bytes()
    .u8(1, 0)
    .u16(title.length + 1)
    .u16(type.length)
    .u16(space.length)
    .bytes(title)
    .u8(0)
    .pad()
    .bytes(type)
    .pad()
    .bytes(space)
    .pad();
  for (const text of texts) data.bytes(text).zeros(longest - text.length);
  return message(MESSAGE.attribute, data.done());
}

/** As NumPy's `S` is written: so many bytes, UTF-8, the rest zeros. */
const textType = (bytes: number): Uint8Array<ArrayBuffer> =>
  new Bytes().u8(0x13, 0x11, 0, 0).u32(bytes).done();

function dataspace(shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Bytes().u8(1, shape.length, 0, 0).u32(0);
  for (const size of shape) bytes.u64(size);
  return bytes.done();
}

/** IEEE 754, little-endian: sign, exponent and mantissa by their places. */
const float = (size: number, sign: number, exponent: number, bias: number) =>
  new Bytes()
    .u8(0x11, 0x20, sign, 0)
    .u32(size)
    .u16(0)
    .u16(8 * size)
    .u8(8 * size - 1 - exponent, exponent, 0, 8 * size - 1 - exponent)
    .u32(bias)
    .done();
const FLOAT32 = float(4, 31, 8, 127);
const FLOAT64 = float(8, 63, 11, 1023);

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
